import type { Component } from "../../model/component";
import { clientAddress, duration, errorMessage, logLevel, message, traceId, userName } from "../fields";
import { any } from "../filter";
import { ask, bars, byTime, byValues, count, last, maximum, number, percentile, table, wide } from "../kibana/build";
import { logName } from "../names";
import type { Questions, SavedSearch } from "../panel";
import { context, databaseEvent, databaseName, detail, processId, query, relation, temporaryBytes } from "./fields";
import { databaseLines } from "./lines";

/** What is asked of the lines of PostgreSQL, besides what is asked of all. */
export const databaseQuestions = (component: Component): Questions => ({
  now: [refusedNow],
  panels: [events, slowest, failing, waiting, spilling, logins],
  searches: [slowSearch(component), locksSearch(component), crashSearch(component)],
});

const refusedNow = number("refused-now", {
  title: "Connections refused",
  description:
    "Clients that got no connection: no slot was left, or the database starts or stops. Normal: none. More: how many connections does who hold, on the dashboard of the database's metrics; then close what idles.",
  query: ask([count("refused")], [], databaseLines.refused),
});

const events = bars("events", {
  title: "Lines by what they are about",
  description:
    "Normal: connections, checkpoints and autovacuum, evenly. Slow statements, lock waits or temporary files that come in crowds: the tables below name the statements.",
  query: ask([count("lines")], [byValues(databaseEvent, "About"), byTime]),
});

const slowest = table("slowest-statements", {
  ...wide,
  title: "Slowest statements",
  description:
    "Statements longer than log_min_duration_statement, alike but for their values. Normal: the same few reports. High p95 and few: it waits, see locks; many: an index is missing or a plan has changed, so EXPLAIN it with values of your own.",
  query: ask(
    [percentile("p95", duration, 95), maximum("Longest", duration), count("Lines"), last("Database", databaseName)],
    [byValues(query, "Statement", 20)],
    databaseLines.slowStatements,
  ),
});

const failing = table("failing-statements", {
  title: "Statements that fail most",
  description:
    "Errors, timeouts and deadlocks by statement. Normal: few, of constraints that hold back duplicates. A new one since a deployment: the statement and its schema no longer fit.",
  query: ask(
    [count("Lines"), last("Newest error", errorMessage)],
    [byValues(query, "Statement")],
    databaseLines.failedStatements,
  ),
});

const waiting = table("lock-waits", {
  title: "Statements that wait for locks",
  description:
    "Waits longer than deadlock_timeout. Normal: none, or seconds during migrations. One statement all the time: whoever holds the lock leaves a transaction open; the detail of the lines names the process.",
  query: ask(
    [count("Waits"), maximum("Longest", duration), last("Newest detail", detail)],
    [byValues(query, "Statement")],
    databaseLines.lockWaits,
  ),
});

const spilling = table("temporary-files", {
  title: "Statements that spill to disk",
  description:
    "Sorts and joins for which work_mem was too small. Normal: reports at night. By day, and in hundreds of megabytes: an index that gives the order, or more work_mem for that role.",
  query: ask(
    [{ ...maximum("Largest", temporaryBytes), unit: "bytes" }, count("Files")],
    [byValues(query, "Statement")],
    databaseLines.temporaryFiles,
  ),
});

const logins = table("failed-logins", {
  title: "Failed logins",
  description:
    "Wrong passwords, unknown roles and databases, addresses that may not connect. Normal: none. One user from one address: a password was changed and not there. Many users: somebody tries.",
  query: ask(
    [count("Lines"), last("Newest", message), last("From", clientAddress)],
    [byValues(userName, "User")],
    databaseLines.failedLogins,
  ),
});

const slowSearch = (component: Component): SavedSearch => ({
  id: `${logName(component)}-slow-statements`,
  title: `${component.name} · slow statements`,
  description: "With the trace of the request, where the service writes it into the statement's comment.",
  filter: databaseLines.slowStatements,
  columns: [duration, query, userName, databaseName, clientAddress, traceId],
});

const locksSearch = (component: Component): SavedSearch => ({
  id: `${logName(component)}-locks`,
  title: `${component.name} · deadlocks and lock waits`,
  description: "Who waited for whom stands in the detail; a process is a session, and its other lines have its number.",
  filter: any(databaseLines.deadlocks, databaseLines.lockWaits),
  columns: [databaseEvent, message, detail, query, relation, processId, context],
});

const crashSearch = (component: Component): SavedSearch => ({
  id: `${logName(component)}-crashes`,
  title: `${component.name} · crashes and lack of resources`,
  description: "A process that was killed takes all sessions with it; the database recovers by itself.",
  filter: databaseLines.crashes,
  columns: [logLevel, databaseEvent, message],
});
