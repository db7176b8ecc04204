import { levelNames } from "../parts/levels";
import type { Processor } from "../processor";

/** Names under which the programs of the monitoring say what all lines have; the first that a line has counts. */
const names = {
  time: ["@timestamp", "ts", "time", "t", "timestamp", "timeMillis"],
  level: ["log.level", "level", "lvl", "severity"],
  text: ["message", "msg", "logEvent.message"],
  logger: ["log.logger", "logger", "loggerName", "component", "otelcol.component.id"],
  error: ["error.message", "err", "error"],
  type: ["error.type"],
  stack: ["error.stack_trace", "stacktrace"],
  trace: ["trace.id", "trace_id", "traceID", "traceId"],
} as const;

/** klog has letters, and Go's last words are a level to us. */
const levels = { ...levelNames, i: "info", w: "warn", e: "error", f: "fatal", "fatal error": "fatal" };

/** What a line repeats of its program and process, or of what is known of its pod: of no use to anybody. */
const repeated = ["ecs.", "service.", "event.", "process.", "data_stream.", "kubernetes.", "elasticsearch.", "host."];

/** Moves what a line says by name to the fields that all lines have; what is left is kept as `name=value`. */
export const adopt: Processor = {
  script: {
    tag: "adopt",
    lang: "painless",
    description: "time, level, message, logger, error and trace",
    params: { names, levels, repeated },
    source: `
      String first(Map said, def keys) {
        for (def key : keys) {
          def value = said.remove(key);
          if (value != null && value != '') return value.toString();
        }
        return null;
      }
      String clipped(String text, int most) {
        return text.length() > most ? text.substring(0, most) + '…' : text;
      }

      Map parsed = ctx.parsed;
      Map said = parsed.said == null ? new HashMap() : parsed.said;
      if (parsed.aside != null) for (def entry : parsed.aside.entrySet()) said.putIfAbsent(entry.getKey(), entry.getValue());

      for (def key : params.names.time) {
        def time = said.remove(key);
        if (time == null) continue;
        parsed.found = ['time': time];
        break;
      }
      String level = first(said, params.names.level);
      String text = first(said, params.names.text);
      String error = first(said, params.names.error);
      if (text == null && error == null) throw new IllegalArgumentException('it says nothing');
      if (text == null) text = error;
      if (parsed.form == 'pairs' && parsed.rest != null) text = text + '\n' + parsed.rest;
      String logger = first(said, params.names.logger);
      String type = first(said, params.names.type);
      String stack = first(said, params.names.stack);
      String trace = first(said, params.names.trace);

      // Where there is more to it than can be told apart, the line stays as it came.
      if (parsed.whole != false || parsed.form == 'pairs') ctx.message = text.trim();
      ctx.log = ['level': level == null ? 'info' : params.levels.getOrDefault(level.toLowerCase(), 'info')];
      if (logger != null) ctx.log.logger = logger;
      if (trace != null) ctx.trace = ['id': trace.toLowerCase()];
      boolean bad = ctx.log.level == 'error' || ctx.log.level == 'fatal';
      if (bad || error != null) {
        String what = error == null || error == text ? text : text + ': ' + error;
        ctx.error = ['message': clipped(what.trim(), 2048)];
        if (type != null) ctx.error.type = type;
        if (stack != null) ctx.error.stack_trace = clipped(stack, 8192);
      }
      parsed.level = ctx.log.level;
      parsed.text = ctx.error == null ? text : ctx.error.message;

      List attributes = new ArrayList();
      for (def entry : said.entrySet()) {
        if (attributes.size() >= 100) break;
        boolean keep = entry.getValue() != null && entry.getValue() != '';
        for (def beginning : params.repeated) if (entry.getKey().startsWith(beginning)) keep = false;
        if (keep) attributes.add(entry.getKey() + '=' + clipped(entry.getValue().toString(), 1024));
      }
      if (!attributes.isEmpty()) ctx.attributes = attributes;
    `,
  },
};
