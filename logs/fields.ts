import { field } from "./field";

/** The fields that all components have, by their names in the Elastic Common Schema where that has one. */

export const timestamp = field(
  "@timestamp",
  "date",
  "when it was written; where the line does not say, when it was read",
);
export const message = field("message", "match_only_text", "the line, or what it says for people");
export const serviceName = field("service.name", "keyword", "the component, as system/ calls it");
export const logLevel = field(
  "log.level",
  "keyword",
  "fatal, error, warn, info, debug or trace, whatever the line calls it",
);
export const logger = field("log.logger", "keyword", "the part of the program that wrote it");
export const eventKind = field(
  "event.kind",
  "keyword",
  "`pipeline_error` where a line could not be read, else `event`",
);
export const eventReason = field("event.reason", "keyword", "which processor could not read the line");
export const attributes = field(
  "attributes",
  "keyword",
  "what else the line says, each as `name=value`; of what is nested, the names are joined by dots",
  { ignoreAbove: 256 },
);
export const errorMessage = field("error.message", "match_only_text", "what went wrong");
export const stackTrace = field("error.stack_trace", "match_only_text", "where it went wrong, call by call");
export const errorType = field("error.type", "keyword", "the class of an error");
export const errorPattern = field(
  "error.pattern",
  "keyword",
  "the first line of an error without its numbers, names and ids: alike for errors that are alike",
);
export const traceId = field("trace.id", "keyword", "of the request in whose course it was written, in all components");
export const podName = field("kubernetes.pod.name", "keyword", "who wrote it");
export const namespaceName = field("kubernetes.namespace", "keyword", "where who wrote it runs");
export const containerName = field("kubernetes.container.name", "keyword", "which container of the pod wrote it");
export const nodeName = field("kubernetes.node.name", "keyword", "on which machine it was written");
export const imageName = field("container.image.name", "keyword", "what was running, and of which version");
export const outputStream = field("stream", "keyword", "stdout or stderr");
export const recordFlags = field(
  "log.flags",
  "keyword",
  "`multiline` where it was several lines, `truncated` where it was longer than is kept",
);
export const duration = field("event.duration", "long", "how long it took, in nanoseconds");
export const userName = field("user.name", "keyword", "the account of whoever was connected, of a broker or database");
export const clientAddress = field(
  "client.address",
  "keyword",
  "from where the other side was connected, mostly an IP address",
);
