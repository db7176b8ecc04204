import { describe, expect, it } from "@jest/globals";
import { field } from "../../../logs/field";
import { duration, logLevel, message, timestamp } from "../../../logs/fields";
import { all, atLeast, is } from "../../../logs/filter";
import { checkLogDashboard } from "../../../logs/kibana/check-dashboard";
import type { LogPanel, SavedSearch } from "../../../logs/panel";
import type { Unit } from "../../../units/unit";
import { exampleDashboard, examplePanel, exampleSearch } from "./examples";

const fields = [timestamp, message, logLevel, duration];

const found = (panels: readonly LogPanel[], searches: readonly SavedSearch[] = []) =>
  checkLogDashboard({ dashboard: exampleDashboard(...panels), searches, fields });
const idsOf = (panels: readonly LogPanel[], searches: readonly SavedSearch[] = []) =>
  found(panels, searches).map(({ id, where }) => `${id} ${where}`);

const asks = (measure: LogPanel["query"]["measures"][0], ...more: LogPanel["query"]["measures"][0][]) =>
  examplePanel({ query: { by: [], measures: [measure, ...more] } });

describe("the check of a dashboard in Kibana", () => {
  it("finds nothing wrong with an example", () => {
    expect(found([examplePanel()], [exampleSearch()])).toEqual([]);
  });

  it.each([
    ["blank text", examplePanel({ description: " " }), "blank-text log dashboard example.panel example.description"],
    [
      "a blank column",
      asks({ kind: "count", title: "" }),
      "blank-text log dashboard example.panel example.measures[0].title",
    ],
    [
      "a width that the grid has not",
      examplePanel({ width: 49 }),
      "panel-outside-grid log dashboard example.panel example.width",
    ],
    ["half a row", examplePanel({ height: 2.5 }), "panel-outside-grid log dashboard example.panel example.width"],
    [
      "a unit that does not exist",
      asks({ kind: "count", title: "Lines", unit: "parsecs" as Unit }),
      "unknown-unit log dashboard example.panel example.measures[0].unit",
    ],
    [
      "a percentile of words",
      asks({ kind: "percentile", title: "p95", field: logLevel, percent: 95 }),
      "field-not-aggregated log dashboard example.panel example.measures[0].log.level",
    ],
    [
      "the number of different texts",
      asks({ kind: "distinct", title: "Messages", field: message }),
      "field-not-aggregated log dashboard example.panel example.measures[0].message",
    ],
    [
      "values of a text",
      examplePanel({
        query: {
          by: [{ kind: "values", field: message, title: "Message", most: 5 }],
          measures: [{ kind: "count", title: "Lines" }],
        },
      }),
      "field-not-aggregated log dashboard example.panel example.by[0].message",
    ],
    [
      "an answer that nothing is ranked by",
      examplePanel({
        query: { ...examplePanel().query, measures: [{ kind: "last", title: "Newest", field: message }] },
      }),
      "panel-ranks-by-nothing log dashboard example.panel example.measures[0]",
    ],
    [
      "a number for each of many",
      examplePanel({ chart: "number" }),
      "panel-cannot-be-drawn log dashboard example.panel example.chart",
    ],
    [
      "a line through a single point",
      examplePanel({ chart: "lines", query: { by: [], measures: [{ kind: "count", title: "Lines" }] } }),
      "panel-cannot-be-drawn log dashboard example.panel example.chart",
    ],
  ])("finds %s", (_, panel, expected) => {
    expect(idsOf([panel])).toEqual([expected]);
  });

  it("finds a field that nobody indexes in a filter, a measure and a search, and names the one that was meant", () => {
    const wrong = field("event.durations", "long", "a typing error");
    const filtered = examplePanel({
      query: { ...examplePanel().query, filter: all(is(logLevel, "error"), atLeast(wrong, 1)) },
    });
    const problems = found(
      [filtered, { ...asks({ kind: "maximum", title: "Longest", field: wrong }), key: "longest" }],
      [exampleSearch({ filter: atLeast(wrong, 1) })],
    );
    expect(problems.map(({ id, where, fix }) => [id, where, fix])).toEqual([
      [
        "field-not-indexed",
        "log dashboard example.panel example.filter.event.durations",
        "did you mean event.duration?",
      ],
      [
        "field-not-indexed",
        "log dashboard example.panel longest.measures[0].event.durations",
        "did you mean event.duration?",
      ],
      ["field-not-indexed", "search example-errors.filter.event.durations", "did you mean event.duration?"],
    ]);
  });

  it("finds the right name with the wrong type", () => {
    expect(idsOf([asks({ kind: "maximum", title: "Longest", field: { ...duration, type: "double" } })])).toEqual([
      "field-not-indexed log dashboard example.panel example.measures[0].event.duration",
    ]);
  });

  it("finds panels and searches that take each other's place", () => {
    expect(idsOf([examplePanel(), examplePanel()], [exampleSearch(), exampleSearch()])).toEqual([
      "duplicate-panel log dashboard example.panel example",
      "duplicate-search search example-errors",
    ]);
  });

  it("finds a link that leads nowhere", () => {
    const dashboard = { ...exampleDashboard(), links: [{ title: "Metrics", url: "/d/red-example-api" }] };
    expect(checkLogDashboard({ dashboard, searches: [], fields }).map(({ id }) => id)).toEqual([
      "link-without-address",
    ]);
  });
});
