import { describe, expect, it } from "@jest/globals";
import type { Vector } from "../../promql/build";
import {
  arithmetic,
  before,
  constant,
  divide,
  histogramQuantile,
  increase,
  le,
  or,
  rate,
  rename,
  select,
  sum,
  unless,
  where,
  withLabel,
} from "../../promql/build";
import { createChecker } from "../../promql/check";
import { bucket, counter, gauge, recorded } from "../../promql/metric";
import { printLine } from "../../promql/print";
import { hours, minutes, seconds } from "../../units/quantities";

const calls = counter("calls_total", ["service", "endpoint", "code"], "requests");
const durations = bucket("duration_seconds_bucket", ["service", "endpoint", "le"], "requests up to le");
const memory = gauge("memory_bytes", ["service", "pod"], "memory");
const ratio = recorded("monitoring:errors:ratio5m", ["service"], "failing share");

const known = { sampledEvery: seconds(30), writtenBy: "an exporter" };
const metrics = new Map([calls, durations, memory, ratio].map((metric) => [metric.name, { ...metric, ...known }]));
const check = createChecker({ metrics, allowVariables: false });
const ids = (vector: Pick<Vector, "expr">) => check(printLine(vector.expr)).findings.map(({ id }) => id);
const text = (vector: Pick<Vector, "expr">) => printLine(vector.expr);

const requests = rate(select(calls), minutes(5));
const failing = rate(select(calls, { code: { matches: "5.." } }), minutes(5));

describe("a query built from values", () => {
  it("reads as PromQL, and the checker has nothing to say", () => {
    const errors = divide(sum(failing).by("service"), where(sum(requests).by("service"), ">", 0));
    const p95 = histogramQuantile(0.95, sum(rate(select(durations), minutes(5))).by("service", "le"));
    const yesterday = before(select(ratio, { service: { not: "crm" } }), hours(24));
    const renamed = sum(rename(requests, "endpoint", "route")).by("service", "route");
    const quiet = or(
      unless(errors, withLabel(constant(0), "service", "shop"), ["service"]),
      unless(yesterday, p95, ["service"]),
    );

    expect([errors, p95, renamed, quiet].flatMap(ids)).toEqual([]);
    expect(text(quiet)).toBe(
      'sum by (service) (rate(calls_total{code=~"5.."}[5m])) / (sum by (service) (rate(calls_total[5m])) > 0)' +
        ' unless on (service) label_replace(vector(0), "service", "shop", "", "")' +
        ' or monitoring:errors:ratio5m{service!="crm"} offset 1d' +
        " unless on (service) histogram_quantile(0.95, sum by (service, le) (rate(duration_seconds_bucket[5m])))",
    );
    expect(text(renamed)).toBe(
      'sum by (service, route) (label_replace(rate(calls_total[5m]), "route", "$1", "endpoint", "(.+)"))',
    );
  });
});

describe("what the types refuse, the checker finds", () => {
  it("a rate of a gauge or of a recorded series", () => {
    // @ts-expect-error A gauge is no counter.
    expect(ids(rate(select(memory), minutes(5)))).toEqual(["rate-of-gauge"]);
    // @ts-expect-error Neither is what a rule has recorded.
    expect(ids(increase(select(ratio), minutes(5)))).toEqual(["rate-of-gauge"]);
  });

  it("a label that the metric does not carry", () => {
    // @ts-expect-error There is no "endpont".
    expect(ids(select(calls, { endpont: "/" }))).toEqual(["unknown-label"]);
    // @ts-expect-error Neither is there here.
    expect(ids(sum(requests).by("service", "endpont"))).toEqual(["unknown-label"]);
    // @ts-expect-error It was summed away.
    expect(ids(sum(sum(requests).by("service")).by("endpoint"))).toEqual(["unknown-label"]);
    // @ts-expect-error Only what is there can be renamed.
    expect(ids(rename(requests, "route", "endpoint"))).toEqual(["unknown-label"]);
  });

  it("operands whose labels differ", () => {
    // @ts-expect-error One side has an endpoint.
    expect(ids(divide(sum(failing).by("service", "endpoint"), sum(requests).by("service")))).toEqual([
      "join-cannot-match",
    ]);
    // @ts-expect-error One side has no labels at all.
    expect(ids(arithmetic(sum(failing).by("service"), "+", sum(requests)))).toEqual(["join-cannot-match"]);
    // @ts-expect-error The right side has no endpoint.
    expect(ids(unless(requests, select(ratio), ["endpoint"]))).toEqual(["join-cannot-match"]);
  });

  it("a quantile without the boundaries", () => {
    // @ts-expect-error The aggregation drops "le".
    expect(ids(histogramQuantile(0.9, sum(rate(select(durations), minutes(5))).by("service")))).toEqual([
      "bucket-without-le",
    ]);
  });
});

describe("le", () => {
  it.each([
    [1, "1.0"],
    [0, "0.0"],
    [0.25, "0.25"],
    [100_000, "100000.0"],
    [1_000_000, "1e+06"],
    [1_048_576, "1.048576e+06"],
    [123_456.75, "123456.75"],
    [0.0001, "0.0001"],
    [0.000_025, "2.5e-05"],
    [1e100, "1e+100"],
    [Infinity, "+Inf"],
  ])("spells %d as Prometheus 3 does", (boundary, spelled) => {
    expect(le(boundary)).toBe(spelled);
  });
});
