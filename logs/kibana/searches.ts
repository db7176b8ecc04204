import type { Component } from "../../model/component";
import { errorPattern, errorType, eventReason, logLevel, message, podName, serviceName, traceId } from "../fields";
import { exists } from "../filter";
import { httpRoute } from "../http/fields";
import { kindOf } from "../kinds";
import { errorLines, unreadLines } from "../lines";
import { logName } from "../names";
import type { SavedSearch } from "../panel";

/** The saved searches of a component: what one looks for in its lines. */
export const searchesOf = (component: Component): SavedSearch[] => [
  everything(component),
  errors(component),
  unread(component),
  ...kindOf(component).questions(component).searches,
];

/**
 * Saved search of one request, through all components: the lines that have its trace in common, in the order they were
 * written.
 */
export const traceSearch: SavedSearch = {
  id: "log-trace",
  title: "One trace, through all components",
  description: "What all components wrote in the course of a request. Links of trace.id fill in whose.",
  filter: exists(traceId),
  columns: [serviceName, logLevel, httpRoute, message],
  order: "oldest-first",
};

/** Database lines have no pod; a column that stays empty does no harm. */
const columns = [logLevel, message, podName, traceId] as const;

const everything = (component: Component): SavedSearch => ({
  id: `${logName(component)}-lines`,
  title: `${component.name} · all lines`,
  description: "All that it wrote, newest first.",
  columns,
});

const errors = (component: Component): SavedSearch => ({
  id: `${logName(component)}-errors`,
  title: `${component.name} · errors`,
  description: "Lines of level error or worse. The trace leads to what other components wrote meanwhile.",
  filter: errorLines,
  columns: [logLevel, errorType, errorPattern, message, podName, traceId],
});

const unread = (component: Component): SavedSearch => ({
  id: `${logName(component)}-unread`,
  title: `${component.name} · lines that could not be read`,
  description: "Kept as they are. The reason is the step of the pipeline that gave up.",
  filter: unreadLines,
  columns: [eventReason, message, podName],
});
