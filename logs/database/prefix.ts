/**
 * Grok patterns of what stands before each line: `log_line_prefix` is `%t:%r:%u@%d:[%p]:` in RDS, and nobody can change
 * it there. Lines of background processes name no client, user or database. After it comes the severity, and where
 * `log_error_verbosity` is `verbose` the SQLSTATE.
 *
 * Every repeat has a bound, and nothing stands beside it that could match the same: no line takes long to be refused.
 */
export const prefix = {
  patterns: [
    "^%{RDS_TIME:parsed.time}:%{RDS_REMOTE}?:%{RDS_USER:parsed.user}@%{RDS_DATABASE:parsed.database}:\\[%{RDS_PID:process.pid:long}\\]:%{RDS_SEVERITY:parsed.level}: {1,2}(?:%{RDS_SQLSTATE:parsed.code}: )?%{RDS_TEXT:parsed.text}",
    // A text of several lines goes on after a tab: where they were not joined nothing else is known of it.
    "^\\t%{RDS_TEXT:parsed.text}",
  ],
  pattern_definitions: {
    RDS_TIME: "[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}:[0-9]{2}(?:\\.[0-9]{1,6})? [A-Z]{2,5}",
    RDS_REMOTE: "(?:%{RDS_HOST:client.address}\\([0-9]{1,5}\\)|\\[local\\])",
    RDS_HOST: "[0-9A-Za-z.:-]{1,253}",
    /** PostgreSQL cuts names at 63 bytes. */
    RDS_USER: "[^\\n]{0,63}?",
    /** In a user's name an `@` is usual, in a database's it is not: where there are two, the last one parts them. */
    RDS_DATABASE: "[^@\\n]{0,63}?",
    RDS_PID: "[0-9]{1,10}",
    RDS_SEVERITY: "DEBUG[1-5]|[A-Z]{3,9}",
    /** All of them have a digit; `AUDIT` has none. */
    RDS_SQLSTATE: "(?=[A-Z]{0,4}[0-9])[0-9A-Z]{5}",
    RDS_TEXT: "(?m:.*)",
  },
} as const;

/** Formats of the time in the prefix. `z` is UTC in RDS: nobody can change that either. */
export const times = ["yyyy-MM-dd HH:mm:ss z", "yyyy-MM-dd HH:mm:ss.SSS z"] as const;

/**
 * Level of a line by PostgreSQL's severity. FATAL ends a session, as a wrong password does, and PANIC ends the server:
 * only that is fatal to anybody but one client.
 */
export const levels: Readonly<Record<string, string>> = {
  DEBUG1: "debug",
  DEBUG2: "debug",
  DEBUG3: "debug",
  DEBUG4: "debug",
  DEBUG5: "debug",
  LOG: "info",
  INFO: "info",
  NOTICE: "info",
  WARNING: "warn",
  ERROR: "error",
  FATAL: "error",
  PANIC: "fatal",
  // Lines that add to the one before them.
  DETAIL: "info",
  HINT: "info",
  CONTEXT: "info",
  STATEMENT: "info",
  QUERY: "info",
  LOCATION: "info",
  CONTINUATION: "info",
};
