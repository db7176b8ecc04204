/**
 * Filters are written in two languages: Lucene's, which Grafana sends and a search engine reads (a stand-in for
 * Elasticsearch, decision 21), and Kibana's, which is read here as Kibana reads it. In both the engine must find what
 * the filter means, whatever stands in the documents and in the filter.
 */
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { logLevel } from "../../logs/fields";
import type { Filter } from "../../logs/filter";
import { any, is, kql, lucene, not } from "../../logs/filter";
import { httpRoute, httpStatus, urlPath } from "../../logs/http/fields";
import { mappingOf } from "../../logs/mapping";
import type { Json, OpenSearch } from "../support/live/opensearch";
import { startOpenSearch } from "../support/live/opensearch";
import { stopAll } from "../support/live/stop-all";
import { means } from "../support/logs/answers";
import { filters, hostileTexts } from "../support/logs/hostile-filters";
import { kqlSearch } from "../support/logs/kql-search";

const index = "lines";

/** Each text in each field, beside others, in none; and numbers on both sides of 0. */
const documents: readonly Json[] = hostileTexts.flatMap((text, at) => [
  { log: { level: text }, http: { response: { status_code: (at % 7) - 3 } } },
  { http: { route: text }, url: { path: text } },
  { log: { level: hostileTexts[(at + 1) % hostileTexts.length] }, http: { route: text } },
]);

let engine: OpenSearch;

beforeAll(async () => {
  engine = await startOpenSearch();
  await engine.request("PUT", `/${index}`, { mappings: mappingOf([logLevel, httpRoute, httpStatus, urlPath]) });
  const answers = await engine.bulk(
    documents.map((document, at) => `{"create":{"_id":"${at}"}}\n${JSON.stringify(document)}\n`).join(""),
    index,
  );
  expect(answers.filter(({ error }) => error)).toEqual([]);
  await engine.refresh();
}, 90_000);

afterAll(() => stopAll(engine));

const found = async (query: object): Promise<number[]> => {
  const { hits } = await engine.search(index, { query, size: documents.length, _source: false });
  return hits.map(({ _id }) => Number(_id)).sort((a, b) => a - b);
};
/** As Kibana asks. */
const byKql = (filter: Filter) => found(kqlSearch(kql(filter)));
/** As Grafana asks. */
const byLucene = (filter: Filter) => found({ query_string: { query: lucene(filter), analyze_wildcard: true } });
const expected = (filter: Filter): number[] =>
  documents.flatMap((document, at) => (means(filter, document) ? [at] : []));

describe("a filter", () => {
  it.each(hostileTexts)("for %j finds exactly those that have it, in both languages", async (text) => {
    for (const field of [logLevel, httpRoute, urlPath]) {
      const filter = is(field, text);
      const own = expected(filter);
      expect(own.length).toBeGreaterThan(0);
      expect([await byKql(filter), await byLucene(filter)]).toEqual([own, own]);
    }
  });

  it("that leaves something out finds what is left, also as one of several", async () => {
    const filter = any(not(is(logLevel, "*")), is(logLevel, "*"));
    expect(await byLucene(filter)).toEqual(documents.map((_, at) => at));
  });

  it("finds the same in Kibana's language and in Lucene's, however it is put together", async () => {
    const all = filters({ texts: [logLevel, httpRoute], numbers: [httpStatus], values: hostileTexts });
    const examples = fc.sample(all, { seed: 23, numRuns: 300 });
    const answers = await Promise.all(examples.map(async (filter) => [await byKql(filter), await byLucene(filter)]));
    for (const [at, filter] of examples.entries()) {
      const own = expected(filter);
      expect({ filter: kql(filter), found: answers[at] }).toEqual({ filter: kql(filter), found: [own, own] });
    }
  }, 60_000);
});
