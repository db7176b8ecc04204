/** How a line looks that begins a record. */
interface Beginning {
  /** Regular expression in the dialects of both Go and JavaScript, from the beginning of the line on. */
  readonly pattern: string;
  readonly example: string;
  readonly why: string;
}

/**
 * All lines that begin a record; every other line belongs to the record before it. The rule is one for whatever writes,
 * so that a new component needs none of its own: it is asked of a line what it is, and not of a component what it
 * writes. Where it is in doubt a record is begun: an error of its own is found, one that hangs on somebody else's line
 * is not.
 */
export const beginnings: readonly Beginning[] = [
  {
    pattern: '\\{"',
    example: '{"level":30,"time":1795838400000,"msg":"request completed"}',
    why: "loggers write JSON on one line; a brace alone is the dump of an object, and belongs to what is told of it.",
  },
  {
    pattern: "\\[?\\d{4}[-/]\\d{2}[-/]\\d{2}[T ]\\d{2}:\\d{2}",
    example: "2026-11-28 10:00:00.123456+00:00 [error] <0.731.0> closing AMQP connection",
    why: "a date and a time: PostgreSQL, RabbitMQ, Elasticsearch, Logback, Python, nginx's errors, Go's log.",
  },
  {
    pattern: "\\d{2}:\\d{2}:\\d{2}[.,]\\d{3} ",
    example: "10:00:00.123 [main] ERROR com.example.Pricing -- no price",
    why: "a time without a date, as Logback writes until it is configured.",
  },
  {
    pattern: "\\S+ \\S+ \\S+ \\[\\d{2}/[A-Z][a-z]{2}/\\d{4}:",
    example: '10.0.3.7 - - [28/Nov/2026:10:00:00 +0000] "GET /api/catalog HTTP/1.1" 200 512',
    why: "an access line in the common format, from IPv4, IPv6 or a name.",
  },
  {
    pattern: "[IWEF]\\d{4} \\d{2}:\\d{2}:\\d{2}\\.",
    example: 'E1128 10:00:00.123456       1 reflector.go:204] "Failed to watch" err="timeout"',
    why: "klog, in which whatever talks to Kubernetes writes.",
  },
  {
    pattern: "(?:ts|t|time|level|lvl|logger|caller)=",
    example: 'ts=2026-11-28T10:00:00.123Z level=error caller=manager.go:92 msg="query failed"',
    why: "logfmt: Prometheus, Grafana and the exporters.",
  },
  {
    pattern: "\\[?(?:TRACE|DEBUG|INFO|NOTICE|WARN|WARNING|ERROR|CRITICAL|FATAL|SEVERE)(?:[\\]:]|\\s)",
    example: "ERROR:    Exception in ASGI application",
    why: "the level first, and no time at all.",
  },
  {
    pattern: "\\[\\d+\\.\\d{3}s\\]",
    example: "[0.004s][warning][cds] dynamic archive cannot be used",
    why: "the JVM itself, with the seconds of its life.",
  },
  {
    pattern: "(?:panic|fatal error): ",
    example: "panic: runtime error: invalid memory address or nil pointer dereference",
    why: "a Go program dies; its goroutines follow.",
  },
  {
    pattern: 'Exception in thread "',
    example: 'Exception in thread "main" java.lang.IllegalStateException: no database',
    why: "a thread of the JVM dies; where, and what caused it, follows.",
  },
  {
    pattern: "(?:node:[\\w/]+|(?:file://)?/\\S+\\.[cm]?[jt]s):\\d+\\s*$",
    example: "/app/dist/checkout.js:42",
    why: "a Node program dies: the line that threw, then the error. A stack has such places in brackets or after `at`.",
  },
  {
    pattern: "Traceback \\(most recent call last\\):",
    example: "Traceback (most recent call last):",
    why: "a Python program dies, or told of an error on the line before: that is then a record of its own.",
  },
  {
    pattern: "=[A-Z ]+REPORT==",
    example: "=CRASH REPORT==== 28-Nov-2026::10:00:00.123456 ===",
    why: "Erlang before RabbitMQ's own log is open, and after it is closed.",
  },
];

/**
 * Regular expression of a line that begins a record, in Go's dialect, as Filebeat reads it; `(?:` and not `(`, for
 * nobody asks what was captured.
 */
export const recordStart = `^(?:${beginnings.map(({ pattern }) => pattern).join("|")})`;
