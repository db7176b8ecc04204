/**
 * Every question of every dashboard in Kibana, and every saved search, is asked of a real engine (OpenSearch, the stand-in
 * for Elasticsearch) and must answer what is in the documents: the same rows with the same numbers as are counted here
 * without it. Once of documents that have something of everything, and once of what the pipelines make of real lines.
 */
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { namespace } from "../../environments/names";
import { production } from "../../environments/production";
import { fieldsOf } from "../../logs/component-fields";
import { logLevel } from "../../logs/fields";
import { logDashboard } from "../../logs/kibana/dashboard";
import type { SearchRange } from "../../logs/kibana/panel-search";
import { listSearch, panelSearch } from "../../logs/kibana/panel-search";
import { searchesOf, traceSearch } from "../../logs/kibana/searches";
import { mappingOf } from "../../logs/mapping";
import { dataStreamOf } from "../../logs/names";
import type { PanelQuery, SavedSearch } from "../../logs/panel";
import { viewOf } from "../../logs/view";
import { componentsOf } from "../../model/component";
import { system } from "../../system";
import { minutes, seconds } from "../../units/quantities";
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
import { rowsIn } from "../support/logs/rows";

const begins = Date.parse("2026-11-01T10:00:00.000Z");
const hour: SearchRange = { from: "2026-11-01T10:00:00.000Z", to: "2026-11-01T10:59:59.999Z", every: minutes(2) };
const year: SearchRange = { from: "2026-01-01T00:00:00.000Z", to: "2026-12-31T23:59:59.999Z", every: minutes(60 * 24) };

const components = componentsOf(system, namespace);
const cases = components.map((component) => {
  const dashboard = logDashboard(component, { view: viewOf(component, production), links: [] });
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

/** That the engine's answer is the one that is counted here; and whether it says anything. */
async function answers(query: PanelQuery, index: string, documents: readonly Json[], range: SearchRange) {
  const { aggregations, total } = await engine.search(index, panelSearch(query, range));
  const expected = answerTo(query, within(documents, range), range.every);
  expect(differences(rowsIn(aggregations, query, total), expected, query)).toEqual([]);
  return expected.some(({ measures }) => measures.some((measured) => measured !== null && measured !== 0));
}

async function finds(search: SavedSearch, index: string, documents: readonly Json[], range: SearchRange) {
  const { hits, total } = await engine.search(index, listSearch(search, range, 50));
  const meant = within(documents, range).filter((document) => !search.filter || means(search.filter, document));
  expect(total).toBe(meant.length);
  const times = meant.map(timeOf).sort((a, b) => (search.order === "oldest-first" ? a - b : b - a));
  expect(hits.map(({ _source }) => timeOf(_source))).toEqual(times.slice(0, 50));
  return total > 0;
}

const within = (documents: readonly Json[], { from, to }: SearchRange) =>
  documents.filter((document) => timeOf(document) >= Date.parse(from) && timeOf(document) <= Date.parse(to));

describe.each(cases)("the log dashboard of $name", ({ component, dashboard, searches, documents, index }) => {
  it.each(dashboard.panels)("answers: $title", async ({ query }) => {
    expect(await answers(query, index, documents, hour)).toBe(true);
  });

  it.each(searches)("finds: $title", async (search) => {
    expect(await finds(search, index, documents, hour)).toBe(true);
  });

  it("answers of real lines, too", async () => {
    const stored = await engine.store(component, eventsOf(component));
    const stream = dataStreamOf(component, environmentName);
    await engine.refresh(stream);
    const silent: string[] = [];
    for (const { title, query } of dashboard.panels)
      if (!(await answers(query, stream, stored, year))) silent.push(title);
    for (const search of searches) if (!(await finds(search, stream, stored, year))) silent.push(search.title);
    expect(silent).toEqual([]);
  }, 60_000);
});

describe("the search for one trace", () => {
  it("finds the lines of all components, the oldest first", async () => {
    const all = cases.flatMap(({ documents }) => documents);
    expect(await finds(traceSearch, "generated-*", all, hour)).toBe(true);
  });
});

describe("a table of the most", () => {
  it("holds only so many values, the first by its first measure at the top", async () => {
    const [first] = cases;
    const by: PanelQuery["by"] = [{ kind: "values", field: logLevel, title: "Level", most: 2 }];
    const query: PanelQuery = { by, measures: [{ kind: "count", title: "Lines" }] };
    const { aggregations, total } = await engine.search(first?.index ?? "", panelSearch(query, hour));
    const rows: Row[] = rowsIn(aggregations, query, total);
    expect(rows.length).toBe(2);
    expect(rows).toEqual(answerTo(query, within(first?.documents ?? [], hour), hour.every));
  });
});
