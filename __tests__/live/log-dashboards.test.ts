/**
 * Every panel of every dashboard in Kibana, and every saved search, as Terraform would import them: what Kibana would
 * ask is read from the imported objects alone and asked of a real engine (OpenSearch, the stand-in for Elasticsearch).
 * The rows must be those that the typed question means, counted here without an engine. Once of documents that have
 * something of everything, and once of what the pipelines make of real lines, in the data streams that the data views
 * name.
 */
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { production } from "../../environments/production";
import { fieldsOf } from "../../logs/component-fields";
import { logLevel } from "../../logs/fields";
import { logDashboard } from "../../logs/kibana/dashboard";
import { savedObjects } from "../../logs/kibana/saved-objects";
import { searchesOf, traceSearch } from "../../logs/kibana/searches";
import { mappingOf } from "../../logs/mapping";
import type { PanelQuery, SavedSearch } from "../../logs/panel";
import { viewOf } from "../../logs/view";
import { minutes, seconds } from "../../units/quantities";
import { examplePanel, exampleDashboard } from "../logs/kibana/examples";
import { components, synthesizedLogs } from "../support/log-stack";
import type { LogEngine } from "../support/live/log-engine";
import { environmentName, startLogEngine } from "../support/live/log-engine";
import type { Json } from "../support/live/opensearch";
import { creations } from "../support/live/opensearch";
import { templateForStandIn } from "../support/live/stand-in";
import { stopAll } from "../support/live/stop-all";
import type { Row } from "../support/logs/answers";
import { answerTo, differences, means, timeOf } from "../support/logs/answers";
import { eventsOf } from "../support/logs/corpus/events";
import { documentsFor } from "../support/logs/generated-documents";
import { importedFrom } from "../support/logs/imported";
import { lensRows } from "../support/logs/lens-rows";
import type { SearchRange } from "../support/logs/lens-search";
import { discoverSearch, lensSearch } from "../support/logs/lens-search";
import type { LensView } from "../support/logs/saved-objects";
import { panelsIn, readObjects } from "../support/logs/saved-objects";

const begins = Date.parse("2026-11-01T10:00:00.000Z");
const hour: SearchRange = { from: "2026-11-01T10:00:00.000Z", to: "2026-11-01T10:59:59.999Z", every: minutes(2) };
const year: SearchRange = { from: "2026-01-01T00:00:00.000Z", to: "2026-12-31T23:59:59.999Z", every: minutes(60 * 24) };

const environment = { ...production, name: environmentName };
const { objectOf, viewOf: viewOfReferences } = importedFrom(synthesizedLogs(components, environment));

const cases = components.map((component) => {
  const dashboard = logDashboard(component, viewOf(component, environment), []);
  const asked = { dashboard, searches: searchesOf(component), fields: fieldsOf(component) };
  // The last of them lie outside the hour that is asked for.
  const documents = documentsFor(asked, 1500, begins, seconds(3));
  return { name: component.name, component, ...asked, documents, index: `generated-${component.name}` };
});

let engine: LogEngine;

beforeAll(async () => {
  engine = await startLogEngine(components);
  for (const { index, fields, documents } of cases) {
    await engine.request("PUT", `/${index}`, templateForStandIn({ mappings: mappingOf(fields) }));
    const answers = await engine.bulk(creations(documents), index);
    expect(answers.filter(({ error }) => error)).toEqual([]);
  }
  await engine.refresh();
}, 120_000);

afterAll(() => stopAll(engine));

/** The documents that are asked, and where they are: by the data view if nowhere else. */
interface Asked {
  readonly documents: readonly Json[];
  readonly range: SearchRange;
  readonly index?: string;
}

/** That the engine's answer is the one that is counted here; and whether it says anything. */
async function answers(lens: LensView, query: PanelQuery, { documents, range, index }: Asked) {
  const view = viewOfReferences(lens.references);
  const { aggregations } = await engine.search(index ?? view.title, lensSearch(lens, view, range));
  const expected = answerTo(query, within(documents, range), range.every);
  expect(differences(lensRows(lens, aggregations), expected, query)).toEqual([]);
  return expected.some(({ measures }) => measures.some((measured) => measured !== null && measured !== 0));
}

async function finds(typed: SavedSearch, { documents, range, index }: Asked) {
  const search = objectOf("search", typed.id);
  const view = viewOfReferences(search.references);
  const { hits, total } = await engine.search(index ?? view.title, discoverSearch(search, view, range, 50));
  const meant = within(documents, range).filter((document) => !typed.filter || means(typed.filter, document));
  expect(total).toBe(meant.length);
  const times = meant.map(timeOf).sort((a, b) => (typed.order === "oldest-first" ? a - b : b - a));
  expect(hits.map(({ _source }) => timeOf(_source))).toEqual(times.slice(0, 50));
  return total > 0;
}

const within = (documents: readonly Json[], { from, to }: SearchRange) =>
  documents.filter((document) => timeOf(document) >= Date.parse(from) && timeOf(document) <= Date.parse(to));

describe.each(cases)("the log dashboard of $name", ({ component, dashboard, searches, documents, index }) => {
  const panels = panelsIn(objectOf("dashboard", dashboard.id)).filter(({ type }) => type === "lens");
  const lensOf = (key: string) => panels.find(({ panelIndex }) => panelIndex === key)?.embeddableConfig.attributes;

  it("is imported with a panel for each question", () => {
    expect(panels.map(({ panelIndex }) => panelIndex)).toEqual(dashboard.panels.map(({ key }) => key));
  });

  it.each(dashboard.panels)("answers: $title", async ({ key, query }) => {
    expect(await answers(lensOf(key) as LensView, query, { documents, range: hour, index })).toBe(true);
  });

  it.each(searches)("finds: $title", async (search) => {
    expect(await finds(search, { documents, range: hour, index })).toBe(true);
  });

  it("answers of real lines, too", async () => {
    const asked = { documents: await engine.store(component, eventsOf(component)), range: year };
    await engine.refresh();
    const silent: string[] = [];
    for (const { key, title, query } of dashboard.panels)
      if (!(await answers(lensOf(key) as LensView, query, asked))) silent.push(title);
    for (const search of searches) if (!(await finds(search, asked))) silent.push(search.title);
    expect(silent).toEqual([]);
  }, 60_000);
});

describe("the search for one trace", () => {
  it("finds the lines of all components, the oldest first", async () => {
    const documents = cases.flatMap((one) => one.documents);
    expect(await finds(traceSearch, { documents, range: hour, index: "generated-*" })).toBe(true);
  });
});

describe("a table of the most", () => {
  it("holds only so many values, the first by its first measure at the top", async () => {
    const query: PanelQuery = {
      by: [{ kind: "values", field: logLevel, title: "Level", most: 2 }],
      measures: [{ kind: "count", title: "Lines" }],
    };
    for (const { component, documents, index } of cases) {
      const dashboard = exampleDashboard(examplePanel({ query }));
      const view = viewOf(component, environment);
      const panels = readObjects(savedObjects({ view, dashboard, searches: [] })).flatMap(panelsIn);
      const lens = panels.find(({ type }) => type === "lens")?.embeddableConfig.attributes as LensView;
      const { aggregations } = await engine.search(index, lensSearch(lens, viewOfReferences(lens.references), hour));
      const rows: Row[] = lensRows(lens, aggregations);
      expect(rows.length).toBe(2);
      expect(rows).toEqual(answerTo(query, within(documents, hour), hour.every));
    }
  });
});
