import { logLevel } from "../../../logs/fields";
import { is } from "../../../logs/filter";
import type { LogDashboard, LogPanel, SavedSearch } from "../../../logs/panel";

/** A panel in which nothing is wrong, for tests to change. */
export const examplePanel = (changes: Partial<LogPanel> = {}): LogPanel => ({
  key: "example",
  title: "Example",
  description: "What is normal, and what to do.",
  chart: "table",
  width: 24,
  height: 10,
  query: {
    by: [{ kind: "values", field: logLevel, title: "Level", most: 5 }],
    measures: [{ kind: "count", title: "Lines" }],
  },
  ...changes,
});

export const exampleSearch = (changes: Partial<SavedSearch> = {}): SavedSearch => ({
  id: "example-errors",
  title: "Errors",
  description: "Lines of level error.",
  filter: is(logLevel, "error"),
  columns: [logLevel],
  ...changes,
});

export const exampleDashboard = (...panels: LogPanel[]): LogDashboard => ({
  id: "example",
  title: "Example",
  description: "An example.",
  panels,
  links: [{ title: "Metrics", url: "https://grafana.example.com/d/red-example-api" }],
});
