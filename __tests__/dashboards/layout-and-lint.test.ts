import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { httpAlerts } from "../../alerts/http/alerts";
import { checkPanelOfAlert } from "../../dashboards/alert-panel";
import { grafanaJson } from "../../dashboards/grafana-json";
import type { GridPosition } from "../../dashboards/layout";
import { columns, layOut } from "../../dashboards/layout";
import { lintDashboard } from "../../dashboards/lint";
import type { Dashboard, Panel, TablePanel } from "../../dashboards/panel";
import { datasources } from "../../environments/names";
import { panelId } from "../../dashboards/panel";
import { printLine } from "../../promql/print";
import { shopApi } from "../../system/shop";
import { platform } from "../../system/teams";
import type { Unit } from "../../units/unit";
import { exampleDashboard, examplePanel, exampleQuery, exampleRow } from "./examples";

const sizes = fc.record({ width: fc.integer({ min: 1, max: columns }), height: fc.integer({ min: 1, max: 12 }) });
const rows = fc.array(fc.array(sizes, { minLength: 1, maxLength: 12 }), { minLength: 1, maxLength: 5 }).map((all) =>
  all.map((panels, row) => {
    const [first, ...more] = panels.map((size, at) => examplePanel({ ...size, key: `${row}.${at}` }));
    if (!first) throw new Error("no panel");
    return exampleRow(`Row ${row}`, first, ...more);
  }),
);

const overlap = (a: GridPosition, b: GridPosition) =>
  a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h;

describe("the layout", () => {
  it("lets no two panels or rows overlap, keeps all inside the grid, and keeps their order", () => {
    fc.assert(
      fc.property(rows, (all) => {
        const placed = layOut(all);
        expect(placed.map((item) => ("row" in item ? item.row.title : item.panel.key))).toEqual(
          all.flatMap((row) => [row.title, ...row.panels.map(({ key }) => key)]),
        );
        for (const [n, { at }] of placed.entries()) {
          expect([at.x >= 0, at.y >= 0, at.x + at.w <= columns]).toEqual([true, true, true]);
          expect(placed.slice(0, n).filter((earlier) => overlap(earlier.at, at))).toEqual([]);
          const before = placed[n - 1]?.at;
          // As one reads: further right on the same line, or on a lower one.
          if (before) expect(at.y > before.y || (at.y === before.y && at.x > before.x)).toBe(true);
        }
      }),
      { seed: 17, numRuns: 200 },
    );
  });

  it("begins a new line below the highest panel of the last", () => {
    const sized = (key: string, width: number, height: number) => examplePanel({ key, width, height });
    const row = exampleRow("Row", sized("a", 8, 4), sized("b", 16, 9), sized("c", 24, 5), sized("d", 6, 2));
    expect(layOut([row]).map(({ at: { x, y, w, h } }) => [x, y, w, h])).toEqual([
      [0, 0, 24, 1],
      [0, 1, 8, 4],
      [8, 1, 16, 9],
      [0, 10, 24, 5],
      [0, 15, 6, 2],
    ]);
  });
});

describe("the id of a panel", () => {
  it("stays when panels and rows change places, titles and sizes", () => {
    const [a, b, c] = ["a", "b", "c"].map((key) => examplePanel({ key })) as [Panel, Panel, Panel];
    const ids = (dashboard: Dashboard) =>
      new Map(
        grafanaJson(dashboard, { datasources, repository: "https://example.com" }).panels.map((panel) => [
          panel.title,
          panel.id,
        ]),
      );
    const named = (panel: Panel) => ({ ...panel, title: panel.key });
    const one = exampleDashboard(exampleRow("First", named(a), named(b)), exampleRow("Second", named(c)));
    const other = exampleDashboard(
      exampleRow("Second", { ...named(c), width: 24 }, named(a)),
      exampleRow("First", named(b)),
    );
    expect(ids(other)).toEqual(ids(one));
  });

  it("is one that Grafana takes: positive and of 31 bits", () => {
    fc.assert(
      fc.property(fc.string(), (key) => {
        expect(panelId(key)).toBeGreaterThan(0);
        expect(panelId(key)).toBeLessThan(2 ** 31);
      }),
      { seed: 19, numRuns: 500 },
    );
  });

  it("is fixed for all time: links in old notifications lead there", () => {
    expect(["http-error-ratio", "watchdog"].map(panelId)).toMatchInlineSnapshot(`
     [
       394379488,
       571658913,
     ]
    `);
  });
});

describe("a finding of a dashboard", () => {
  const places = (dashboard: Dashboard) => lintDashboard(dashboard).map(({ id, where }) => `${id} at ${where}`);
  const ofPanel = (panel: Panel) => places(exampleDashboard(exampleRow("Row", panel)));
  const table: TablePanel = {
    ...(examplePanel() as Omit<Panel, "kind">),
    kind: "table",
    rowLabel: { name: "service", title: "Service", links: [{ title: "There", url: "/" }] },
    queries: [{ ...exampleQuery, legend: "Failing" }],
  };

  it("is not raised for a dashboard that is well", () => {
    expect(ofPanel(examplePanel())).toEqual([]);
    expect(ofPanel(table)).toEqual([]);
  });

  it.each<[string, Panel, string[]]>([
    ["a panel without title", examplePanel({ title: "" }), ["blank-text at dashboard example.panel example.title"]],
    [
      "a panel without description",
      examplePanel({ description: " " }),
      ["blank-text at dashboard example.panel example.description"],
    ],
    [
      "a unit that is none",
      examplePanel({ unit: "parsecs" as Unit }),
      ["unknown-unit at dashboard example.panel example.unit"],
    ],
    [
      "a column whose unit is none",
      { ...table, queries: [{ ...exampleQuery, unit: "parsecs" as Unit }] },
      ["unknown-unit at dashboard example.panel example.unit"],
    ],
    [
      "a panel wider than the grid",
      examplePanel({ width: 25 }),
      ["panel-outside-grid at dashboard example.panel example.width"],
    ],
    [
      "a panel of no height",
      examplePanel({ height: 0 }),
      ["panel-outside-grid at dashboard example.panel example.width"],
    ],
    [
      "a panel between two columns",
      examplePanel({ width: 7.5 }),
      ["panel-outside-grid at dashboard example.panel example.width"],
    ],
  ])("names the place of %s", (_, panel, expected) => {
    expect(ofPanel(panel)).toEqual(expected);
  });

  it("names the second of two panels, or rows, of one id", () => {
    const row = exampleRow("Row", examplePanel());
    expect(places(exampleDashboard(row, row))).toEqual([
      "duplicate-panel at dashboard example.row Row",
      "duplicate-panel at dashboard example.panel example",
    ]);
  });

  it("is raised for a UID that Grafana refuses, and a title that is blank", () => {
    expect(places({ ...exampleDashboard(), uid: "a b", title: "" })).toEqual([
      "uid-malformed at dashboard a b.uid",
      "blank-text at dashboard a b.title",
    ]);
  });
});

describe("a finding of an alert's panel", () => {
  const { endpointErrors: alert } = httpAlerts(shopApi, { job: "red-shop-api", port: "red" }, platform);
  const shown = examplePanel({
    key: alert.kind,
    thresholds: [alert.fires],
    queries: [{ legend: "", expr: printLine(alert.value) }],
  });
  const ids = (panel: Panel) => checkPanelOfAlert(alert, exampleDashboard(exampleRow("Row", panel)));

  it("is not raised where the panel shows the alert's query and threshold, among others", () => {
    expect(ids(shown)).toEqual([]);
    expect(ids({ ...shown, queries: [exampleQuery, shown.queries[0]] })).toEqual([]);
  });

  it("names the panels there are where the alert's is missing", () => {
    const [finding] = ids({ ...shown, key: "other" });
    expect(finding).toMatchObject({ id: "alert-without-panel", where: `alert ${alert.id}.panel` });
    expect(finding?.fix).toContain("name one of other");
  });

  it.each<[string, Partial<Panel>, string]>([
    ["another query", { queries: [exampleQuery] }, "panel-shows-other-query"],
    ["another threshold", { thresholds: [{ above: 0.2 }] }, "panel-shows-other-threshold"],
    ["the threshold of the other side", { thresholds: [{ below: 0.0144 }] }, "panel-shows-other-threshold"],
  ])("is raised for a panel that shows %s", (_, changes, id) => {
    expect(ids({ ...shown, ...changes } as Panel).map((finding) => finding.id)).toEqual([id]);
  });

  it("is raised for a panel that draws no threshold", () => {
    const without = examplePanel({ key: shown.key, queries: shown.queries });
    expect(ids(without).map(({ id }) => id)).toEqual(["panel-shows-other-threshold"]);
  });
});
