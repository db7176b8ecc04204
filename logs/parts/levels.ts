/** What loggers call the levels, in lower case; a level that none of them is, is left as it is stated. */
const calledBy: Readonly<Record<string, readonly string[]>> = {
  fatal: ["fatal", "critical", "crit", "panic", "dpanic", "emerg", "emergency", "alert", "ftl", "crash"],
  error: ["error", "err", "eror", "severe", "fail"],
  warn: ["warn", "warning", "wrn"],
  info: ["info", "information", "inf", "notice", "log", "http", "config"],
  debug: ["debug", "dbg", "dbug", "fine"],
  trace: ["trace", "trc", "verbose", "vrb", "finer", "finest", "silly"],
};

/** The level by each of the names that loggers have for it, in lower case. */
export const levelNames: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(calledBy).flatMap(([level, names]) => names.map((name) => [name, level])),
);

/** These are levels where a name says so; in a text they may be any word: `http: panic serving …`. */
const ambiguous = ["http", "log", "config", "alert", "crash", "panic", "fine"];

/** Regular expression of any level's name, as part of a pattern, in whichever case. */
export const anyLevel = `(?i:${Object.keys(levelNames)
  .filter((name) => !ambiguous.includes(name))
  .join("|")})`;
