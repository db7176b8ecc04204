import type { Field } from "../field";
import { timestamp } from "../fields";
import type { Filter } from "../filter";
import type { LogPanel, Measure, PanelQuery, TimeBucket, ValuesBucket } from "../panel";

/** What a panel says for itself; its size has a default. */
type Facts = Pick<LogPanel, "title" | "description" | "query"> & Partial<Pick<LogPanel, "width" | "height">>;

const panel =
  (chart: LogPanel["chart"], width: number, height: number) =>
  (key: string, facts: Facts): LogPanel => ({ key, chart, width, height, ...facts });

/** A panel of one number, of all the time that is looked at; a quarter of the width. */
export const number = panel("number", 12, 5);
/** Stacked bars over time, half the width. */
export const bars = panel("bars", 24, 10);
/** Lines over time, half the width. */
export const lines = panel("lines", 24, 10);
/** A table with a row for each value, the most by the first measure at the top; half the width. */
export const table = panel("table", 24, 12);

export const wide = { width: 48 } as const;

export const ask = (measures: PanelQuery["measures"], by: PanelQuery["by"] = [], filter?: Filter): PanelQuery => ({
  by,
  measures,
  ...(filter && { filter }),
});

export const byTime: TimeBucket = { kind: "time" };

export const byValues = (field: Field, title: string, most = 10): ValuesBucket => ({
  kind: "values",
  field,
  title,
  most,
});

/** How many lines there are. @param of only these @default all */
export const count = (title: string, of?: Filter): Measure => ({ kind: "count", title, ...(of && { of }) });
export const share = (title: string, of: Filter): Measure => ({ kind: "share", title, of });
export const maximum = (title: string, field: Field): Measure => ({ kind: "maximum", title, field });
export const percentile = (title: string, field: Field, percent: number): Measure => ({
  kind: "percentile",
  title,
  field,
  percent,
});
export const distinct = (title: string, field: Field): Measure => ({ kind: "distinct", title, field });
/** The newest value of a field. */
export const last = (title: string, field: Field): Measure => ({ kind: "last", title, field });

/** When the first line was written, within the time that is looked at. */
export const firstSeen: Measure = { kind: "minimum", title: "First seen", field: timestamp };
export const lastSeen: Measure = { kind: "maximum", title: "Last seen", field: timestamp };
