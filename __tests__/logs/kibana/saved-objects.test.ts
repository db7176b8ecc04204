import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { production } from "../../../environments/production";
import { logLevel, message, timestamp } from "../../../logs/fields";
import { duration, httpRoute } from "../../../logs/http/fields";
import { atLeast, is } from "../../../logs/filter";
import { columns, layOut } from "../../../logs/kibana/layout";
import { savedObjects } from "../../../logs/kibana/saved-objects";
import type { LogPanel } from "../../../logs/panel";
import { viewOf } from "../../../logs/view";
import type { ColumnView, LensView } from "../../support/logs/saved-objects";
import { panelsIn, readObjects, searchSourceOf } from "../../support/logs/saved-objects";
import { exampleDashboard, examplePanel, exampleSearch } from "./examples";

const view = viewOf({ name: "shop-api" }, production);
const imported = (...panels: LogPanel[]) =>
  readObjects(savedObjects({ view, dashboard: exampleDashboard(...panels), searches: [exampleSearch()] }));

const dashboardOf = (...panels: LogPanel[]) => {
  const found = imported(...panels).find(({ type }) => type === "dashboard");
  if (!found) throw new Error("no dashboard");
  return found;
};
const lensOf = (panel: LogPanel): LensView => {
  const found = panelsIn(dashboardOf(panel)).find(({ type }) => type === "lens");
  if (!found) throw new Error("no panel");
  return found.embeddableConfig.attributes as LensView;
};
const layerOf = (panel: LogPanel) => Object.values(lensOf(panel).state.datasourceStates.formBased.layers)[0];
const columnsOf = (panel: LogPanel): readonly ColumnView[] => Object.values(layerOf(panel)?.columns ?? {});

describe("what Kibana imports", () => {
  it("is one object a line, with fixed ids and the versions of the shapes", () => {
    expect(
      imported(examplePanel()).map(({ type, id, coreMigrationVersion, typeMigrationVersion }) =>
        [type, id, coreMigrationVersion, typeMigrationVersion].join(" "),
      ),
    ).toEqual(["search example-errors 8.8.0 10.5.0", "dashboard example 8.8.0 10.2.0"]);
  });

  it("refers to nothing but the data view, by names that the attributes mention", () => {
    for (const object of imported(examplePanel(), examplePanel({ key: "other" }))) {
      expect(object.references.map(({ type, id }) => `${type} ${id}`)).toEqual(
        object.references.map(() => "index-pattern logs-shop-api"),
      );
      const mentioned = [
        JSON.stringify(object.attributes.kibanaSavedObjectMeta),
        ...(object.type === "dashboard"
          ? panelsIn(object).flatMap(
              ({ panelIndex, embeddableConfig: { attributes } }) =>
                attributes.references?.map(({ name }) => `${panelIndex}:${name}`) ?? [],
            )
          : []),
      ].join(" ");
      for (const { name } of object.references) expect(mentioned).toContain(name);
    }
  });

  it("keeps a search's question in KQL, its columns and its order", () => {
    const [search] = readObjects(
      savedObjects({ view, searches: [exampleSearch({ columns: [logLevel, message], order: "oldest-first" })] }),
    );
    if (!search) throw new Error("no search");
    expect(search.attributes).toMatchObject({ columns: ["log.level", "message"], sort: [["@timestamp", "asc"]] });
    expect(searchSourceOf(search)).toEqual({
      query: { language: "kuery", query: 'log.level : "error"' },
      filter: [],
      indexRefName: "kibanaSavedObjectMeta.searchSourceJSON.index",
    });
  });

  it("is the same text whenever it is made", () => {
    const make = () => savedObjects({ view, dashboard: exampleDashboard(examplePanel()), searches: [exampleSearch()] });
    expect(make()).toBe(make());
    expect(make().endsWith("}\n")).toBe(true);
  });
});

describe("a panel in Lens", () => {
  it("ranks values by the first measure and shows a column for each part of the question", () => {
    const panel = examplePanel({
      query: {
        by: [{ kind: "values", field: httpRoute, title: "Route", most: 7 }],
        measures: [
          { kind: "percentile", title: "p95", field: duration, percent: 95 },
          { kind: "count", title: "Failed", of: atLeast(duration, 1) },
          { kind: "last", title: "Newest", field: message },
        ],
      },
    });
    expect(
      columnsOf(panel).map(({ label, operationType, sourceField }) => [label, operationType, sourceField]),
    ).toEqual([
      ["Route", "terms", "http.route"],
      ["p95", "percentile", "event.duration"],
      ["Failed", "count", "___records___"],
      ["Newest", "last_value", "message"],
    ]);
    const [terms, , failed, newest] = columnsOf(panel);
    expect(terms?.params).toMatchObject({
      size: 7,
      orderBy: { type: "column", columnId: layerOf(panel)?.columnOrder[1] },
    });
    expect(failed?.filter?.query).toBe("event.duration >= 1");
    expect(newest).toMatchObject({ filter: { query: "message : *" }, params: { sortField: timestamp.name } });
  });

  it("makes of a share the columns that Lens divides, none of which the table shows", () => {
    const panel = examplePanel({
      query: {
        by: [{ kind: "values", field: httpRoute, title: "Route", most: 7 }],
        measures: [
          { kind: "count", title: "Requests" },
          { kind: "share", title: "Failing", of: is(logLevel, "it's") },
        ],
      },
    });
    const layer = layerOf(panel);
    const formula = layer?.columns["measure-1"];
    expect(formula).toMatchObject({
      operationType: "formula",
      params: { formula: `count(kql='log.level : "it\\'s"') / count()` },
      references: ["measure-1X2"],
    });
    expect(layer?.columns["measure-1X2"]?.references).toEqual(["measure-1X0", "measure-1X1"]);
    expect(layer?.columns["measure-1X0"]?.filter?.query).toBe('log.level : "it\'s"');
    expect(new Set(layer?.columnOrder)).toEqual(new Set(Object.keys(layer?.columns ?? {})));
    expect(lensOf(panel).state.visualization.columns).toMatchObject([
      { columnId: "bucket-0", isMetric: false },
      { columnId: "measure-0", isMetric: true },
      { columnId: "measure-1", isMetric: true },
    ]);
  });

  it.each([
    [["values", "time"], { xAccessor: "bucket-1", splitAccessor: "bucket-0" }],
    [["time"], { xAccessor: "bucket-0" }],
    [["values"], { xAccessor: "bucket-0" }],
  ] as const)("draws %j with the time on its horizontal axis", (kinds, expected) => {
    const by = kinds.map((kind) => (kind === "time" ? { kind } : { kind, field: logLevel, title: "Level", most: 5 }));
    const { visualizationType, state } = lensOf(
      examplePanel({ chart: "bars", query: { by, measures: [{ kind: "count", title: "Lines" }] } }),
    );
    const { layerId, layerType, accessors, seriesType, position, showGridlines, ...axes } =
      (state.visualization.layers as readonly Readonly<Record<string, unknown>>[])[0] ?? {};
    expect([visualizationType, layerId, layerType, accessors, seriesType, position, showGridlines]).toEqual([
      ...["lnsXY", "lines", "data", ["measure-0"], "bar_stacked", "top", false],
    ]);
    expect(axes).toEqual(expected);
  });
});

describe("the layout in Kibana", () => {
  const sizes = fc.record({ width: fc.integer({ min: 1, max: columns }), height: fc.integer({ min: 1, max: 20 }) });

  it("lets no two panels overlap, keeps all inside the grid and below the links, and keeps their order", () => {
    fc.assert(
      fc.property(fc.array(sizes, { maxLength: 16 }), (all) => {
        const placed = layOut(
          all.map((size, at) => examplePanel({ ...size, key: `${at}` })),
          4,
        );
        expect(placed.map(({ panel }) => panel.key)).toEqual(all.map((_, at) => `${at}`));
        for (const [n, { at }] of placed.entries()) {
          expect([at.x >= 0, at.y >= 4, at.x + at.w <= columns]).toEqual([true, true, true]);
          const overlapping = placed
            .slice(0, n)
            .filter(
              ({ at: other }) =>
                at.x < other.x + other.w && other.x < at.x + at.w && at.y < other.y + other.h && other.y < at.y + at.h,
            );
          expect(overlapping).toEqual([]);
        }
      }),
      { seed: 5, numRuns: 200 },
    );
  });
});
