/**
 * Names under which the loggers of services state what they say: pino and pino-http, Go's slog and zap, logback with
 * Elastic's or Logstash's encoder, Serilog, .NET's console. Of several, the first counts. What is nested stands here
 * with dots. Names of our own text formats (`text-lines.ts`) are among them.
 */
export const statedAs = {
  time: ["@timestamp", "timestamp", "time", "ts", "@t", "Timestamp", "t", "datetime"],
  level: ["log.level", "level", "severity", "@l", "lvl", "Level", "LogLevel", "levelname"],
  message: ["message", "msg", "@m", "@mt", "Message", "RenderedMessage", "MessageTemplate"],
  logger: ["log.logger", "logger", "logger_name", "SourceContext", "Category", "name"],
  thread: ["process.thread.name", "thread_name", "thread", "ThreadName"],
  trace: ["trace.id", "trace_id", "traceId", "traceID", "TraceId", "@tr", "mdc.traceId", "dd.trace_id"],
  span: ["span.id", "span_id", "spanId", "spanID", "SpanId", "@sp", "mdc.spanId"],
  traceparent: ["traceparent", "req.headers.traceparent", "headers.traceparent"],
  route: ["http.route", "route", "RouteTemplate", "endpoint"],
  method: ["http.request.method", "req.method", "method", "http_method", "request_method", "RequestMethod", "Method"],
  status: ["http.response.status_code", "res.statusCode", "statusCode", "status", "status_code", "StatusCode"],
  url: ["url.original", "url.path", "req.url", "url", "uri", "path", "request_uri", "RequestPath", "Path"],
  query: ["url.query", "query_string", "queryString", "QueryString"],
  client: ["client.ip", "req.remoteAddress", "remoteAddress", "remote_addr", "client_ip", "clientIp", "ip"],
  agent: ["user_agent.original", "req.headers.user-agent", "user_agent", "userAgent", "http_user_agent", "UserAgent"],
  errorType: ["error.type", "err.type", "exception.type", "exception.exception_class", "err.name", "error.name"],
  errorMessage: ["error.message", "err.message", "exception.message", "exception.exception_message", "error", "err"],
  stack: [
    ...["error.stack_trace", "err.stack", "error.stack", "stack_trace", "stacktrace", "stack", "exception.stacktrace"],
    ...["@x", "exception", "Exception", "errorVerbose"],
  ],
} as const satisfies Readonly<Record<string, readonly string[]>>;

/** Names under which loggers state how long a request took, each with its unit in nanoseconds. */
export const durationsStatedAs: Readonly<Record<string, number>> = {
  "event.duration": 1,
  responseTime: 1e6,
  duration_ms: 1e6,
  durationMs: 1e6,
  elapsed_ms: 1e6,
  latency_ms: 1e6,
  ElapsedMilliseconds: 1e6,
  Elapsed: 1e6,
  request_time: 1e9,
  duration_s: 1e9,
};

/**
 * Names under which loggers state how long a request took in a unit that only the value tells: `1.5ms` says it, a
 * fraction is of zap and in seconds, a whole number of slog in nanoseconds.
 */
export const durationsInOwnUnit = ["duration", "latency", "elapsed"] as const;

/**
 * Which of {@link statedAs} are of a request only where others say that there was one: a `method` may be one of a
 * class.
 */
export const ofRequests = ["route", "method", "status", "url", "client", "agent"] as const;
