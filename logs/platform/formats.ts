import type { GrokProcessor, Processor } from "../processor";

/**
 * How the programs of the monitoring write, where it is neither JSON nor pairs. A line fits one of them by how it
 * begins; all repeats have a bound, or end at the end of the line.
 */
const formats: GrokProcessor = {
  grok: {
    tag: "format",
    if: "ctx.parsed.form == 'text' || ctx.parsed.form == 'long'",
    field: "message",
    patterns: [
      // Whatever talks to Kubernetes: E1128 10:00:00.123456       1 reflector.go:204] "Failed to watch" err="…"
      "^%{KLOG_LEVEL:parsed.said.level}[0-9]{4} [0-9:.]{15} {1,8}[0-9]{1,9} %{SOURCE:parsed.said.source}\\] %{ALL:parsed.klog}",
      // The OpenTelemetry collector: time, level, source, message and JSON between tabs; a stack may follow.
      "^%{STAMP:parsed.said.time}\\t%{WORD_15:parsed.said.level}\\t(?:%{SOURCE:parsed.said.source}\\t)?%{CELL:parsed.said.msg}(?:\\t%{CELL:parsed.fields})?(?:\\n%{ALL:parsed.said.stacktrace})?$",
      // Logstash, and Elasticsearch before it has read its configuration: [time][level][logger] message
      "^\\[%{STAMP:parsed.said.time}\\]\\[%{WORD_15:parsed.said.level} {0,8}\\]\\[%{NAME:parsed.said.logger} {0,32}\\] ?%{ALL:parsed.said.msg}",
      // The JVM itself, with the seconds of its life: [0.004s][warning][cds] message
      "^\\[[0-9]{1,9}\\.[0-9]{3}s\\]\\[%{WORD_15:parsed.said.level} {0,8}\\]\\[%{NAME:parsed.said.logger} {0,32}\\] %{ALL:parsed.said.msg}",
      // Go's own log, and its last words.
      "^%{GO_STAMP:parsed.said.time} %{ALL:parsed.said.msg}",
      "^(?<parsed.said.msg>(?<parsed.said.level>panic|fatal error): (?m:.*))",
      // A level and no time: WARNING: Using incubator modules
      "^%{LEVEL:parsed.said.level}: {1,8}%{ALL:parsed.said.msg}",
    ],
    pattern_definitions: {
      ALL: "(?m:.*)",
      CELL: "[^\\t\\n]*",
      GO_STAMP: "[0-9]{4}/[0-9]{2}/[0-9]{2} [0-9]{2}:[0-9]{2}:[0-9]{2}",
      KLOG_LEVEL: "[IWEF]",
      LEVEL: "(?:TRACE|DEBUG|INFO|NOTICE|WARN|WARNING|ERROR|CRITICAL|FATAL|SEVERE)",
      NAME: "[^\\]\\s]{1,200}",
      SOURCE: "[0-9A-Za-z_./@-]{1,200}:[0-9]{1,9}",
      STAMP: "[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}[.,][0-9]{3,9}(?:Z|[+-][0-9]{2}:?[0-9]{2})?",
      WORD_15: "[A-Za-z]{4,15}",
    },
  },
};

/**
 * Reads the formats of the monitoring's programs, and what two of them say by name beside their message: klog in pairs,
 * the collector in JSON.
 */
export const readFormats: readonly [Processor, Processor, Processor] = [
  formats,
  {
    json: {
      tag: "fields",
      if: "ctx.parsed.fields != null && ctx.parsed.fields.startsWith('{')",
      field: "parsed.fields",
      target_field: "parsed.inside",
      // Cut off, as a line may be: then it stays without them.
      ignore_failure: true,
    },
  },
  {
    script: {
      tag: "beside",
      if: "ctx.parsed.klog != null || ctx.parsed.inside instanceof Map",
      lang: "painless",
      description: "what follows the message is read as what it is",
      source: `
        Map parsed = ctx.parsed;
        parsed.aside = parsed.said;
        if (parsed.inside instanceof Map) {
          parsed.said = parsed.inside;
          parsed.form = 'json';
          return;
        }
        String text = parsed.klog;
        parsed.said = new HashMap();
        parsed.aside.msg = text;
        int close = text.startsWith('"') ? text.indexOf('"', 1) : -1;
        while (close > 0 && text.charAt(close - 1) == (char) '\\\\') close = text.indexOf('"', close + 1);
        if (close < 0) return;
        parsed.aside.msg = text.substring(1, close).replace('\\\\"', '"');
        parsed.head = text.substring(close + 1);
        parsed.form = 'pairs';
      `,
    },
  },
];
