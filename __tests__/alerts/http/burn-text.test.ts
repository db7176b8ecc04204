import { describe, expect, it } from "@jest/globals";
import { grafanaRule } from "../../../alerts/grafana-rule";
import { inTemplate, onPage, windowsTold } from "../../../alerts/http/burn-text";
import { objectiveAlert } from "../../../alerts/http/objectives";
import { rulesOf } from "../../../alerts/levels";
import { datasources } from "../../../environments/names";
import type { HttpService } from "../../../model/http-service";
import { printLine } from "../../../promql/print";
import type { Goal } from "../../../signals/objectives";
import { rendered } from "../../../simulation/grafana-template";
import { shopApi } from "../../../system/shop";
import { durationText } from "../../../units/text";
import { exampleService } from "../../model/example";
import { plain } from "../../support/plain-text";

const links = { dashboardUid: "red-shop-api", panelId: 7, runbookUrl: "https://example.com/runbook" };
const objectives = exampleService().objectives;
const withRoutes = (...promises: (typeof objectives)[]): HttpService =>
  exampleService({
    routes: [
      { path: "/", methods: ["GET"] },
      ...promises.map((objectives, at) => ({ path: `/${at}`, methods: ["POST"], objectives }) as const),
    ],
  });
const slower = { ...objectives, latency: { ...objectives.latency, within: { milliseconds: 1000 } } };

/** What an alert on an endpoint says. */
const readFor = (endpoint: string, template: string, values: Readonly<Record<string, number>> = {}) =>
  rendered(template, { labels: { endpoint }, values: new Map(Object.entries(values)) });

describe("a text of each promise", () => {
  const text = (scope: { objectives: typeof objectives }) => durationText(scope.objectives.latency.within);

  it("is told once where all promise the same", () => {
    for (const service of [exampleService(), withRoutes(objectives, objectives)])
      expect([inTemplate(service, text), onPage(service, text)]).toEqual(["500 ms", "500 ms"]);
  });

  it("is that of the endpoint of which the alert is, where that promises something else", () => {
    const service = withRoutes(slower, objectives, slower);
    const template = inTemplate(service, text);
    expect(["all", "/0", "/1", "/2", "/other"].map((endpoint) => readFor(endpoint, template))).toEqual([
      "500 ms",
      "1 s",
      "500 ms",
      "1 s",
      "500 ms",
    ]);
    expect(template).toBe(
      '{{ if eq $labels.endpoint "/0" }}1 s{{ else if eq $labels.endpoint "/2" }}1 s{{ else }}500 ms{{ end }}',
    );
    expect(onPage(service, text)).toBe("500 ms, 1 s for /0, 1 s for /2");
  });
});

describe("the share that is told", () => {
  it("is of how it is now, and of the windows from an hour on at which the alert stands", () => {
    const [critical, standard] = (["critical", "standard"] as const).map((criticality) =>
      exampleService({ criticality }),
    );
    if (!critical || !standard) throw new Error("two services");
    expect(windowsTold(critical, "page")).toEqual(["5m", "1h", "6h"]);
    expect(windowsTold(critical, "ticket")).toEqual(["30m", "6h", "3d"]);
    expect(windowsTold(standard, "ticket")).toEqual(["5m", "1h", "6h", "3d"]);
  });

  it("is known of whatever has a level: one query without an answer would leave the rule without data", () => {
    const [ticket] = rulesOf([objectiveAlert(exampleService(), "latency")]);
    expect(ticket?.shows?.map(({ value }) => printLine(value))[0]).toBe(
      'max by (service, endpoint) (monitoring:http_slow_requests:ratio30m{service="example-api"}) or monitoring:http_slow_requests:ticket_level{service="example-api"} * 0',
    );
  });

  it("stands in the page with the promise of the endpoint that breaks it", () => {
    const told = (goal: Goal, endpoint: string) => {
      const page = rulesOf([objectiveAlert(shopApi, goal)]).find(({ severity }) => severity === "page");
      if (!page) throw new Error("no page");
      const { annotations } = grafanaRule(page, links, datasources);
      return readFor(endpoint, annotations.summary ?? "", { N1: 0.31, N2: 0.042, N3: 0.0071 });
    };
    const texts = (["availability", "latency"] as const).flatMap((goal) =>
      ["all", "/api/checkout"].map((endpoint) => told(goal, endpoint)),
    );
    expect(plain(texts.join("\n"))).toMatchInlineSnapshot(`
     31% of the requests to shop-api failed with a 5xx in the last 5 min, 4.2% in 1 h, 0.71% in 6 h; the alert stands at 50 % over 10 min or 1.44 % over 1 h with at least 10 failures, or 0.6 % over 6 h with at least 100, or 50 % over 6 h with at least 4. The objective is 99.9 % without failure in 28 d.
     31% of the requests to /api/checkout of shop-api failed with a 5xx in the last 5 min, 4.2% in 1 h, 0.71% in 6 h; the alert stands at 50 % over 10 min or 1.44 % over 1 h with at least 10 failures, or 0.6 % over 6 h with at least 100, or 50 % over 6 h with at least 4. The objective is 99.9 % without failure in 28 d.
     31% of the requests to shop-api took longer than 500 ms in the last 5 min, 4.2% in 1 h, 0.71% in 6 h; the alert stands at 50 % over 10 min or 25 % over 1 h with at least 10 slow requests, or 20 % over 6 h with at least 100, or 50 % over 6 h with at least 4. The objective is 95 % within 500 ms in 28 d.
     31% of the requests to /api/checkout of shop-api took longer than 1 s in the last 5 min, 4.2% in 1 h, 0.71% in 6 h; the alert stands at 50 % over 10 min or 25 % over 1 h with at least 10 slow requests, or 20 % over 6 h with at least 100, or 50 % over 6 h with at least 4. The objective is 95 % within 1 s in 28 d.
    `);
  });
});
