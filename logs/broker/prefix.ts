/**
 * What stands before each line of RabbitMQ's own text format (deps/rabbitmq_prelaunch/src/rabbit_logger_text_fmt.erl).
 */
const start = "%{RMQ_TIME:parsed.time} \\[%{RMQ_LEVEL:parsed.level}\\] %{RMQ_PROCESS:parsed.process}";

export const prefix = {
  patterns: [
    `^${start}(?: %{RMQ_TEXT:parsed.text})?$`,
    // What it writes before it has a logger: the banner, and what becomes of the start.
    "^(?<parsed.unprefixed>(?m:.*))$",
  ],
  pattern_definitions: {
    RMQ_TIME: "[0-9]{4}-[0-9]{2}-[0-9]{2}[ T][0-9]{2}:[0-9]{2}:[0-9]{2}\\.[0-9]{3,9}(?:Z|[+-][0-9]{2}:[0-9]{2})",
    RMQ_LEVEL: "[a-z]{3,9}",
    RMQ_PROCESS: "<[0-9]{1,10}\\.[0-9]{1,10}\\.[0-9]{1,10}>",
    RMQ_TEXT: "(?m:.*)",
  },
} as const;

export const times = ["yyyy-MM-dd HH:mm:ss.SSSSSSXXX", "ISO8601"] as const;
