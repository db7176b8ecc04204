import { field } from "../field";

/** Fields of the lines of PostgreSQL, besides those that all lines have. */

export const severity = field(
  "postgresql.severity",
  "keyword",
  "LOG, WARNING, ERROR, FATAL or PANIC, as it was written",
);
export const databaseEvent = field(
  "postgresql.event",
  "keyword",
  "what the line is about: one of logs/database/events.ts",
);
export const databaseName = field("postgresql.database", "keyword", "the database that the session was connected to");
export const processId = field("process.pid", "long", "the session: what one session wrote has one number");
export const application = field(
  "postgresql.application",
  "keyword",
  "what the client called itself when it connected",
);
/** The statement. It may be longer than the 1,024 characters of other keywords: half of a statement groups nothing. */
export const query = field(
  "postgresql.query",
  "keyword",
  "the statement with `?` in place of every value, without comments",
  { ignoreAbove: 2048 },
);
export const queryFingerprint = field(
  "postgresql.query_fingerprint",
  "keyword",
  "alike for statements that differ in nothing but their values, the length of their lists, and case",
);
export const queryPhase = field("postgresql.phase", "keyword", "statement, parse, bind or execute");
export const detail = field("postgresql.detail", "match_only_text", "DETAIL, without values");
export const hint = field("postgresql.hint", "match_only_text", "HINT");
export const context = field("postgresql.context", "match_only_text", "CONTEXT, without values");
export const relation = field("postgresql.relation", "keyword", "the table or index that it is about");
export const temporaryBytes = field("postgresql.temporary_bytes", "long", "size of a temporary file, in bytes");
export const sqlState = field("error.code", "keyword", "SQLSTATE, where it is logged");

export const databaseFields = [
  severity,
  databaseEvent,
  databaseName,
  processId,
  application,
  query,
  queryFingerprint,
  queryPhase,
  detail,
  hint,
  context,
  relation,
  temporaryBytes,
  sqlState,
] as const;
