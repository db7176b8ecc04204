import type { AnyAlert } from "../alerts/alert";
import { isOfLogs } from "../alerts/alert";
import type { Field } from "../logs/field";
import type { Filter } from "../logs/filter";
import { all, kql } from "../logs/filter";
import type { LogQuery } from "../logs/query";
import type { LogTarget } from "../logs/target";
import type { Query } from "./panel";

/** A label of a query, and the field of the logs that holds the same. */
export interface Labelled {
  readonly label: string;
  readonly field: Field;
}

/**
 * The labels by which a query tells its series apart, as its legend names them, that a field of the logs holds as well.
 */
export function labelledIn(query: Query | undefined, { fields }: LogTarget): Labelled[] {
  if (!query) return [];
  if ("search" in query) {
    const by = query.search.kind === "first-seen" ? query.search.of : query.search.by;
    return by ? [{ label: by.name, field: by }] : [];
  }
  return Array.from(query.legend.matchAll(/\{\{\s*(\w+)\s*\}\}/g), ([, label = ""]) => label).flatMap((label) => {
    const field = fields[label];
    return field ? [{ label, field }] : [];
  });
}

/** What an alert or a query asks of the logs already; nothing where it asks for metrics. */
export const askedIn = (value: AnyAlert["value"] | LogQuery): Filter[] => (isOfLogs(value) ? [value.filter] : []);

/** All of the filters together, in KQL; without any, an empty text, which asks for everything. */
export const asksFor = ([first, ...others]: readonly Filter[]): string => (first ? kql(all(first, ...others)) : "");
