import type { Processor } from "../processor";

/**
 * Processors that read a line as JSON (`log.console.formatter = json`; rabbit_logger_json_fmt.erl): one event is one
 * line, however many lines its text has, so this is the format to choose. What it says of the source file is of no use
 * to whoever runs a broker.
 */
export const readJson: readonly [Processor, Processor] = [
  { json: { tag: "json", if: isJson(), field: "message", target_field: "parsed" } },
  {
    script: {
      tag: "json-names",
      if: "ctx.parsed instanceof Map",
      lang: "painless",
      description: "the names of the text format",
      source: `
        Map json = ctx.parsed;
        if (!(json.msg instanceof String) || !(json.level instanceof String)) throw new IllegalArgumentException('no line of RabbitMQ');
        Map parsed = new HashMap();
        parsed.text = json.msg;
        parsed.level = json.level;
        if (json.time != null) parsed.time = '' + json.time;
        if (json.pid instanceof String) parsed.process = json.pid;
        if (json.domain instanceof String) ctx.rabbitmq = ['domain': json.domain];
        ctx.parsed = parsed;
      `,
    },
  },
];

/** Erlang's own last words begin with a brace as well: `{"init terminating in do_boot",{…`. */
function isJson(): string {
  return `ctx.message.startsWith('{"') && !ctx.message.startsWith('{"init terminating')`;
}
