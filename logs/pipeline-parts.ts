import { eventKind, eventReason } from "./fields";
import type { Pipeline, Processor } from "./processor";

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

/** It could be read. */
export const markRead: Processor = { set: { tag: "mark-read", field: eventKind.name, value: "event" } };

/**
 * The first line of an error, without what differs from one to the next: what stands in quotes becomes `*`, a word with a
 * digit or an `@` becomes `#`. It reads the text once, without regular expressions.
 */
export const patternOfError: Processor = {
  script: {
    tag: "error-pattern",
    lang: "painless",
    description: "what errors of one kind have in common",
    if: "ctx.error?.message instanceof String",
    params: { most: 256 },
    source: `
      String text = ctx.error.message;
      int most = (int) Math.min(params.most, text.length());
      StringBuilder out = new StringBuilder();
      int i = 0;
      while (i < most) {
        char c = text.charAt(i);
        if (c == (char) '\n') break;
        int close = c == (char) "'" || c == (char) '"' ? text.indexOf('' + c, i + 1) : -1;
        if (close > 0) {
          out.append('*');
          i = close + 1;
        } else if (Character.isLetterOrDigit(c)) {
          int end = i;
          boolean differs = false;
          while (end < most) {
            char d = text.charAt(end);
            if (!Character.isLetterOrDigit(d) && '._:-/@'.indexOf('' + d) < 0) break;
            differs = differs || Character.isDigit(d) || d == (char) '@';
            end += 1;
          }
          out.append(differs ? '#' : text.substring(i, end));
          i = end;
        } else {
          out.append(c);
          i += 1;
        }
      }
      ctx.error.pattern = out.toString().trim();
    `,
  },
};
