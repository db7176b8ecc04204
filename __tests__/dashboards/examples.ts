import type { Dashboard, Panel, Query, Row } from "../../dashboards/panel";
import { select } from "../../promql/build";
import { printLine } from "../../promql/print";
import { http } from "../../signals/http";

export const exampleQuery: Query = { legend: "", expr: printLine(select(http.errorRatio.ratio["5m"]).expr) };

/** A panel in which nothing is wrong, for tests to change. */
export const examplePanel = (changes: Partial<Omit<Panel, "kind">> = {}): Panel => ({
  kind: "timeseries",
  key: "example",
  shows: http.errorRatio,
  title: "Example",
  description: "What is normal.",
  width: 8,
  height: 8,
  links: [{ title: "There", url: "/" }],
  queries: [exampleQuery],
  ...changes,
});

export const exampleRow = (title: string, first: Panel, ...more: Panel[]): Row => ({ title, panels: [first, ...more] });

export const exampleDashboard = (...rows: Row[]): Dashboard => ({
  uid: "example",
  title: "Example",
  description: "An example.",
  tags: [],
  rows,
  variables: [],
  annotations: [],
  links: [],
});
