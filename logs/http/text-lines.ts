import { anyLevel } from "../parts/levels";
import type { GrokProcessor } from "../processor";

/** All patterns that stand in others: grok brings many of its own, and not all of them end in time. */
const definitions = {
  DAY: "[0-9]{4}[-/][0-9]{2}[-/][0-9]{2}",
  CLOCK: "[0-9]{2}:[0-9]{2}:[0-9]{2}(?:[.,][0-9]{1,9})?",
  ZONE: "(?:Z|[+-][0-9]{2}:?[0-9]{2})",
  TIME: "%{DAY}[T ]%{CLOCK}(?: ?%{ZONE})?",
  ACCESS_TIME: "[0-9]{2}/[A-Z][a-z]{2}/[0-9]{4}:[0-9:]{8} [+-][0-9]{4}",
  LEVEL: anyLevel,
  PART: "[^\\]\\n]{0,128}",
  LOGGER: "[A-Za-z_$\\[][A-Za-z0-9_.$/\\[\\]-]{0,200}",
  ID: "[0-9a-f]{16,32}",
  TEXT: "[^\\n]*",
  TOKEN: "[^ \\n]{1,200}",
  QUOTED: '[^"\\n]*',
} as const;

/** nginx's and Apache's combined format, with the time that it took where it is logged. */
const access =
  '^%{TOKEN:said.clientIp} %{TOKEN} %{TOKEN} \\[%{ACCESS_TIME:said.time}\\] "(?:(?<said.method>[A-Za-z]{1,20}) (?<said.url>[^ "\\n]+)(?: HTTP/[0-9.]{1,4})?|%{QUOTED})" ' +
  '(?<said.status>[0-9]{3}) (?:-|(?<said.bytes>[0-9]{1,15}))(?: "(?:-|%{QUOTED:said.referrer})" "%{QUOTED:said.userAgent}")?(?: (?:rt=|request_time=)?(?<said.request_time>[0-9]{1,9}\\.[0-9]{1,9}))?(?: |$)';

/** Spring Boot: the names of service and request stand in brackets, if at all. */
const spring =
  "^%{TIME:said.time} {1,8}%{LEVEL:said.level} {1,8}(?:\\[[^\\],\\n]{0,64},%{ID:said.traceId}?,%{ID:said.spanId}?(?:,[a-z]{0,5})?\\] )?[0-9]{1,9} --- " +
  "(?:\\[%{PART}\\] )?\\[ {0,32}%{PART:said.thread}\\] ?(?:\\[(?:%{ID:said.traceId}-%{ID:said.spanId}| {0,64})\\] ?)?%{LOGGER:said.logger} {0,64}: %{TEXT:said.message}";

/** logback and log4j, however thread and level are put. */
const logback =
  "^(?:%{TIME:said.time}|%{CLOCK}) (?:\\[%{PART:said.thread}\\] )?%{LEVEL:said.level} {1,8}(?:\\[%{PART:said.thread}\\] )?%{LOGGER:said.logger} {1,64}-{1,2} %{TEXT:said.message}";

/** Go's log, with or without the place in the source; slog writes a level into it. */
const go = "^%{TIME:said.time} (?<said.logger>[A-Za-z0-9_./-]{1,200}\\.go:[0-9]{1,6}): %{TEXT:said.message}";

const timed = "^\\[?%{TIME:said.time}\\]?(?: {1,8}\\[?%{LEVEL:said.level}\\]?(?::| ))? {0,8}%{TEXT:said.message}";

const levelled = "^(?:\\[%{LEVEL:said.level}\\]:?|%{LEVEL:said.level}:) {0,8}%{TEXT:said.message}";

/** Reads the first line of a text. None of its patterns can fail: what has no form is all message. */
export const readText = {
  grok: {
    tag: "text",
    if: "ctx.parsed.form == 'text'",
    field: "parsed.head",
    patterns: [access, spring, logback, go, timed, levelled, "^%{TEXT:said.message}"].map((pattern) =>
      pattern.replaceAll("said.", "parsed.said."),
    ) as [string, ...string[]],
    pattern_definitions: definitions,
  },
} satisfies GrokProcessor;
