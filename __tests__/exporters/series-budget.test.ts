import { describe, expect, it } from "@jest/globals";
import { callsBound, checkSeriesBudget, seriesBound, seriesBudget } from "../../exporters/series-budget";
import { seriesLimit } from "../../exporters/span-metrics";
import { printFindings } from "../../findings/print";
import type { HttpMethod, Route } from "../../model/http-service";
import { httpMethods } from "../../model/http-service";
import { system } from "../../system";
import { milliseconds, percent } from "../../units/quantities";
import { exampleService } from "../model/example";
import { plain } from "../support/plain-text";

const names = (n: number) => Array.from({ length: n }, (_, at) => `p${at}`) as [string, ...string[]];
const route = (params?: [string, ...string[]], path: Route["path"] = "/a"): Route => ({
  path,
  methods: ["GET"],
  ...(params && { params }),
});
const service = (...routes: [Route, ...Route[]]) => exampleService({ routes });
const paths = (count: number, change: Partial<Route> = {}) =>
  Array.from({ length: count }, (_, at) => ({ ...route(undefined, `/${at}`), ...change })) as [Route, ...Route[]];

describe("the series of a service", () => {
  const calls = (...routes: [Route, ...Route[]]) => callsBound(service(...routes)) - elsewhere;
  const elsewhere = 2 * 8 * 2 * 10;

  it("are of calls at most methods × choices of up to three parameters × statuses, for each route", () => {
    expect(calls(route())).toBe(2 * 10);
    expect(calls(route(names(1)))).toBe((3 + 1) * 10);
    expect(calls(route(names(5)))).toBe((3 + 5 + 10 + 10) * 10);
    expect(calls(route(names(2)), { ...route(), methods: ["PUT", "POST"] })).toBe((3 + 2 + 1) * 10 + 2 * 2 * 10);
  });

  it("are of durations at most statuses × buckets, sum and count, for each path, however many methods it has", () => {
    const durations = (...routes: [Route, ...Route[]]) =>
      seriesBound(service(...routes)) - callsBound(service(...routes));
    const perStatus = 11 + 3;
    expect(durations(route())).toBe((1 + 2) * 10 * perStatus);
    expect(durations(route(names(5)), { ...route(), methods: ["PUT", "POST"] })).toBe((1 + 2) * 10 * perStatus);
    expect(durations(...paths(7))).toBe((7 + 2) * 10 * perStatus);
  });

  it("grow with the objectives of the services that its collector counts besides", () => {
    const other = exampleService({
      objectives: {
        availability: percent(99),
        latency: { share: percent(95), within: milliseconds(300) },
      },
    });
    const alone = service(route());
    expect(seriesBound(alone, [alone, other]) - seriesBound(alone)).toBe((1 + 2) * 10);
  });

  it("stay far below what a collector keeps apart, and what a scrape may have, for every service of the system", () => {
    for (const one of system.services) {
      expect(callsBound(one)).toBeLessThan(seriesLimit / 2);
      expect(seriesBound(one)).toBeLessThan(seriesBudget / 5);
    }
  });
});

describe("a service beyond its budget", () => {
  const findings = (...routes: [Route, ...Route[]]) => {
    const one = service(...routes);
    return checkSeriesBudget(one, [one]);
  };

  it("is told the label that contributes most, and what to do about it: many parameters", () => {
    const busy = findings(route(), { ...route(names(16), "/b"), methods: ["GET", "POST"] });
    expect(plain(printFindings(busy, ""))).toMatchInlineSnapshot(`
     error  series-over-budget  example-api.routes
       its routes, methods and parameters can make 14320 series of requests; 5000 is the budget. The label params contributes most: without it there would be 190.
       why   past that the collector counts every new combination in one series without labels: alerts would be blind to it.
       fix   list fewer parameters on /b, which has 16: every choice of up to 3 is a series of its own.


    `);
  });

  it("or many routes", () => {
    expect(plain(printFindings(findings(...paths(250)), ""))).toMatchInlineSnapshot(`
     error  series-over-budget  example-api.routes
       its routes, methods and parameters can make 5320 series of requests; 5000 is the budget. The label endpoint contributes most: without it there would be 160.
       why   past that the collector counts every new combination in one series without labels: alerts would be blind to it.
       fix   leave out routes that nobody looks at: they are counted together, as \`undeclared\`.


    `);
  });

  it("is never told its methods, of which there are too few", () => {
    const methods = httpMethods as unknown as [HttpMethod];
    expect(findings({ ...route(names(4)), methods })).toEqual([]);
    expect(findings({ ...route(names(15)), methods })).toMatchObject([
      { what: expect.stringContaining("label params") },
    ]);
    expect(findings(...paths(60, { methods }))).toMatchObject([{ what: expect.stringContaining("label endpoint") }]);
  });

  it("or many routes with histograms, although its calls alone stay within what a collector keeps apart", () => {
    const many = paths(190);
    expect(callsBound(service(...many))).toBeLessThan(seriesLimit);
    expect(findings(...many)).toMatchObject([{ id: "series-over-budget", where: "example-api.routes" }]);
    expect(findings(...paths(180))).toEqual([]);
  });

  it("no longer is, when it does what it is told", () => {
    expect(findings(route(), { ...route(names(9), "/b"), methods: ["GET", "POST"] })).toEqual([]);
  });
});
