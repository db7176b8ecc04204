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
export const eventKind = field(
  "event.kind",
  "keyword",
  "`pipeline_error` where a line could not be read, else `event`",
);
export const errorMessage = field("error.message", "match_only_text", "what went wrong");
export const errorType = field("error.type", "keyword", "the class of an error");
export const errorPattern = field(
  "error.pattern",
  "keyword",
  "the first line of an error without its numbers, names and ids: alike for errors that are alike",
);
export const traceId = field("trace.id", "keyword", "of the request in whose course it was written, in all components");
export const podName = field("kubernetes.pod.name", "keyword", "who wrote it");
