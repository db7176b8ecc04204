import { eventKind, eventReason } from "../fields";
import type { Pipeline, Processor } from "../processor";

/**
 * What becomes of a line that cannot be read: it is kept as it came, and marked. The engine's own words for what went
 * wrong repeat the whole line; what is kept is which processor it was.
 */
export const keptAndMarked = (...before: readonly Processor[]): Pipeline["onFailure"] => [
  { set: { tag: "mark", field: eventKind.name, value: "pipeline_error" } },
  { set: { tag: "mark-where", field: eventReason.name, value: "{{{_ingest.on_failure_processor_tag}}}" } },
  ...before,
  { remove: { tag: "drop-unread-parts", field: "parsed", ignore_missing: true } },
];

/** Marks a line that could be read. */
export const markRead: Processor = { set: { tag: "mark-read", field: eventKind.name, value: "event" } };
