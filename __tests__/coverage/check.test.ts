import { describe, expect, it } from "@jest/globals";
import type { Built } from "../../coverage/built";
import { checkCoverage } from "../../coverage/check";
import type { Column } from "../../coverage/matrix";
import type { Finding } from "../../findings/finding";
import { printFindings } from "../../findings/print";
import type { PlannedMetric } from "../../model/plan";
import { rate, select, sum } from "../../promql/build";
import { recorded } from "../../promql/metric";
import { serverSpans } from "../../signals/contracts/span-metrics";
import { recordAs } from "../../signals/signal";
import type { Slice } from "../../slices/slice";
import { minutes } from "../../units/quantities";
import { plain } from "../support/plain-text";
import { alertOn, built, dashboardOf, matrix, service, signal, slice } from "./example";

const findings = (slices?: readonly Slice[], changes?: Partial<Built>): Finding[] =>
  checkCoverage(matrix(slices, changes));

describe("coverage", () => {
  it("has no finding where everything is there", () => {
    expect(findings()).toEqual([]);
  });

  const whole = slice();
  const blanks: [string, Column, RegExp, readonly Slice[], Partial<Built>][] = [
    ["an exporter", "exporter", /brings the span-metrics collector/, [whole], { exporters: [] }],
    ["a contract", "contract", /no contract states the metric traces_span/, [whole], { contracts: [] }],
    ["a recording rule", "recorded", /monitoring:requests:rate5m/, [whole], { recorded: new Set() }],
    ["a series that the plan orders", "recorded", /records no series of requests/, [ofNoSeries()], {}],
    ["a dashboard", "panel", /red-example-api is not built/, [whole], { dashboards: [] }],
    ["a panel", "panel", /without its panel "of-requests"/, [whole], { dashboards: [dashboardOf([])] }],
    ["whatever shows it", "panel", /no panel .* shows requests/, [slice({ dashboard: dashboardOf([]) })], {}],
    ["an alert that was promised", "alert", /example-requests is in no rule group/, [whole], { alerts: [] }],
    ["an alert or a reason", "alert", /no alert .* watches requests/, [slice({ alerts: [] })], {}],
    ["a runbook", "runbook", /docs\/runbooks\/kind-of-requests\.md/, [whole], { runbooks: new Set() }],
    ["a way to its owner", "owner", /no notification policy .* leads to teachers/, [whole], { notified: new Set() }],
    ["an owner", "owner", /belongs to nobody/, [slice({ owner: { name: " ", title: "" } })], {}],
  ];

  it.each(blanks)("without %s is blank in the column %s", (_, column, what, slices, changes) => {
    const found = findings(slices, changes);
    expect(found).toMatchObject([
      { id: "coverage-blank", severity: "error", where: `coverage red-example-api.requests.${column}` },
    ]);
    expect(found[0]?.what).toMatch(what);
    for (const text of [found[0]?.why, found[0]?.fix]) expect(text?.length).toBeGreaterThan(10);
  });

  function ofNoSeries() {
    const unrecorded = signal({ series: [] });
    return slice({ signals: [unrecorded], alerts: [alertOn(unrecorded, { value: select(serverSpans.calls).expr })] });
  }

  it("tells of all blanks at once", () => {
    const nothing = {
      exporters: [],
      recorded: new Set<never>(),
      dashboards: [],
      alerts: [],
      notified: new Set<never>(),
      runbooks: new Set<never>(),
    };
    expect(findings(undefined, nothing).map(({ where }) => where.split(".").at(-1))).toEqual([
      "exporter",
      "recorded",
      "panel",
      "alert",
      "runbook",
      "owner",
    ]);
  });

  it("misses an artefact once, however many rows lack it", () => {
    const many = Array.from({ length: 8 }, (_, at) => slice({ name: `red-api-${at}`, of: `api-${at}` }));
    const found = findings(many, {
      plan: [],
      exporters: built().exporters.map(({ at, contract }) => ({ at, contract })),
      runbooks: new Set(),
    });
    expect(plain(printFindings(found, ""))).toMatchInlineSnapshot(`
     error  coverage-blank  coverage red-api-0.requests.runbook
       docs/runbooks/kind-of-requests.md does not exist.
             blank for the same reason: red-api-1.requests, red-api-2.requests, red-api-3.requests, red-api-4.requests, red-api-5.requests and 2 more.
       why   the link in the notification leads nowhere.
       fix   write runbooks/kind-of-requests.md beside the alert, in its folder of alerts/, then npm run runbooks.


    `);
  });
});

describe("the plan", () => {
  const [metric] = built().plan;
  if (!metric) throw new Error("the example has a plan");
  const plan = (...changes: Partial<PlannedMetric>[]): Partial<Built> => ({
    plan: changes.map((change) => ({ ...metric, ...change })),
  });
  const ids = (found: readonly Finding[]) => found.map(({ id, where }) => [id, where]);

  it("is not covered where nothing monitors the thing, and where its slice lacks the signal", () => {
    const found = [
      ...findings(undefined, plan({ of: { ...service, name: "other-api" } })),
      ...findings(undefined, plan({ signal: "duration" })),
    ];
    expect(ids(found)).toEqual([
      ["metric-not-covered", "plan 1, Requests per second"],
      ["metric-not-covered", "plan 1, Requests per second"],
    ]);
    expect(found.map(({ what }) => what)).toEqual([
      "nothing monitors other-api: there is no slice red-other-api.",
      "the slice red-example-api has no signal duration.",
    ]);
  });

  it("is told apart from what this environment has no place for", () => {
    const notHere = new Map([["red-example-api", "not in local: no AWS"]]);
    const of = matrix([], { notHere });
    expect(of.plan.map(({ answer }) => answer)).toEqual([{ notHere: "not in local: no AWS" }]);
    expect(checkCoverage(of)).toEqual([]);
  });

  it.each([
    ["a label more", ["service", "endpoint", "method"], "service, endpoint; the plan says service, endpoint, method"],
    ["a label less", ["service"], "service, endpoint; the plan says service"],
    ["all labels", [], "service, endpoint; the plan says no labels"],
  ])("differs from the recorded series by %s", (_, labels, what) => {
    const found = findings(undefined, plan({ labels }));
    expect(ids(found)).toEqual([["plan-labels-differ", "plan 1, Requests per second"]]);
    expect(found[0]?.what).toBe(`monitoring:requests:rate5m carries ${what}.`);
  });

  it("does not mind the order of the labels", () => {
    expect(findings(undefined, plan({ labels: ["endpoint", "service"] }))).toEqual([]);
  });

  it("asks the rule what labels it writes, for a declaration may be wrong", () => {
    const declared = recorded("monitoring:requests:rate5m", ["service", "endpoint"], "");
    const perMethod = sum(rate(select(serverSpans.calls), minutes(5))).by("service", "method");
    const lying = signal({ series: [recordAs(declared, perMethod as never)] });
    const found = findings([slice({ signals: [lying] })]);
    expect(ids(found)).toEqual([["plan-labels-differ", "plan 1, Requests per second"]]);
    expect(found[0]?.what).toContain("carries service, method;");
  });

  it("has each number once, and leaves none out", () => {
    const numbered = (...numbers: number[]) => findings(undefined, plan(...numbers.map((number) => ({ number }))));
    expect(numbered(1, 2, 3)).toEqual([]);
    expect(numbered(3, 1, 2)).toEqual([]);
    expect(ids(numbered(1, 2, 2))).toEqual([["plan-number-twice", "plan 2"]]);
    expect(ids(numbered(1, 2, 4))).toEqual([["plan-number-missing", "plan"]]);
    expect(numbered(1, 4, 5)[0]?.what).toContain("2, 3");
  });

  it("may be empty", () => {
    expect(findings(undefined, { plan: [] })).toEqual([]);
  });
});

describe("what judges a signal", () => {
  it("is missed under its own name, once for both", () => {
    const [judge, judged] = [signal({ id: "judge" }), signal({ id: "judged", judgedBy: "judge" })];
    const found = findings([slice({ signals: [judge, judged], alerts: [alertOn(judge)] })], { plan: [], alerts: [] });
    expect(found).toHaveLength(1);
    expect(found[0]).toMatchObject({
      where: "coverage red-example-api.judge.alert",
      what: "the alert example-judge is in no rule group of this app.\nblank for the same reason: red-example-api.judged.",
    });
  });
});
