/**
 * Metrics and logs lead to each other, and nothing leads nowhere: all links of what is deployed are followed, as
 * Grafana, browsers and Kibana read them, to what is deployed with them.
 */
import { describe, expect, it } from "@jest/globals";
import { environments } from "../../environments";
import type { Environment } from "../../environments/environment";
import { production } from "../../environments/production";
import type { Filter } from "../../logs/filter";
import { MonitoringStack } from "../../stacks/monitoring-stack";
import { PlatformStack } from "../../stacks/platform-stack";
import { system } from "../../system";
import { filled, wrongWith } from "../support/links/check";
import { destinationsIn } from "../support/links/destinations";
import { readKibanaLink } from "../support/links/kibana-link";
import { readRison } from "../support/links/rison";
import { wrongWithObjects } from "../support/links/saved-objects";
import type { FoundLink } from "../support/links/walk";
import { linksOf } from "../support/links/walk";
import { hostileTexts } from "../support/logs/hostile-filters";
import { readKql } from "../support/logs/kql";
import type { SynthesizedStack } from "../support/synthesized";
import { dashboardOf, resourcesOf, rulesOf, synthesizedStack } from "../support/synthesized";
import { testApp } from "../support/test-app";

const stackIn = (environment: Environment) => new MonitoringStack(testApp(), "monitoring", { environment, system });

function wrongIn(stack: SynthesizedStack, environment: Environment): string[] {
  const to = destinationsIn(stack);
  const places = { environment, repository: system.repository };
  return [...linksOf(stack).flatMap((link) => wrongWith(link, to, places)), ...wrongWithObjects(to)];
}

describe.each([...environments])("the links of %s", (name, environment) => {
  const stack = stackIn(environment);
  const synthesized = synthesizedStack(stack);

  it("lead to what is deployed with them, all of them", () => {
    expect(wrongIn(synthesized, environment)).toEqual([]);
    const ways = ["dashboard", "alert", "data view", "Kibana"];
    const links = linksOf(synthesized);
    expect(ways.filter((way) => !links.some(({ where }) => where.startsWith(way)))).toEqual([]);
  });

  it("all stand in the stack of what is monitored: the platform's has none", () => {
    const platform = JSON.stringify(
      synthesizedStack(new PlatformStack(testApp(), "platform", { environment, system })),
    );
    expect(platform).not.toMatch(/\/app\/(discover|dashboards)|\/blob\/main\/|[^\w]\/d\/[a-z]/);
  });

  it("stay in the environment", () => {
    const kibana = linksOf(synthesized).filter(({ url }) => url.startsWith(environment.elk.kibana.url));
    expect(new Set(kibana.map((link) => readKibanaLink(filled(link)).space))).toEqual(new Set([name]));
  });

  it("lead from every panel and alert of a thing to what it logs, and back from there to its dashboard", () => {
    const led = stack.slices.flatMap(({ logs, ...slice }) => ("view" in logs ? [{ ...slice, view: logs.view }] : []));
    const missing = led.flatMap(({ dashboard: { uid }, alerts, view }) => [
      ...panelsIn(synthesized, uid)
        .filter((panel) => !isLedTo(view.id, JSON.stringify(panel)))
        .map(({ title }) => `${uid} › ${title}`),
      ...alerts.filter(({ id }) => !isLedTo(view.id, logsUrlIn(synthesized, id) ?? "")).map(({ id }) => id),
      ...(isLedBack(synthesized, view.id, `${environment.grafana.url}/d/${uid}`) ? [] : [`from ${view.id} to ${uid}`]),
    ]);
    expect(missing).toEqual([]);
    expect(led.length).toBeGreaterThan(2 * system.services.length);
  });

  it("are missing only where nothing is logged, and it is said why", () => {
    const unled = stack.slices.flatMap(({ of, logs }) => ("view" in logs ? [] : [{ of, why: logs.noLogs }]));
    expect(unled).toEqual(
      name === "local"
        ? []
        : [{ of: "shop-media", why: "nothing that runs in the cluster or in RDS writes lines about it" }],
    );
  });
});

const panelsIn = (stack: SynthesizedStack, uid: string) =>
  resourcesOf(stack, "grafana_dashboard")
    .map(([, resource]) => dashboardOf(resource))
    .filter((dashboard) => dashboard.uid === uid)
    .flatMap(({ panels }) => panels.filter(({ type }) => type !== "row"));

const logsUrlIn = (stack: SynthesizedStack, id: string): string | undefined =>
  resourcesOf(stack, "grafana_rule_group")
    .flatMap(([, group]) => rulesOf(group))
    .flatMap(({ uid, annotations }) => (uid === id ? [(annotations as { logs_url?: string }).logs_url] : []))[0];

const isLedTo = (view: string, text: string) =>
  text.includes(`/app/discover#/?`) && text.includes(`dataViewId:'${view}'`);

const isLedBack = (stack: SynthesizedStack, view: string, url: string) =>
  [...destinationsIn(stack).objects.values()].some(
    ({ type, references, attributes }) =>
      type === "dashboard" &&
      references.some(({ id }) => id === view) &&
      (attributes.panelsJSON as string).includes(`"destination":"${url}"`),
  );

describe("a value that a link takes along", () => {
  const links = linksOf(synthesizedStack(stackIn(production))).filter(({ url }) =>
    url.startsWith(production.elk.kibana.url),
  );
  const routes = ["/orders/{id}", "/a b/c", "/q?x=1&y=2#z", "/100%/+", "/ünï/日本", "/Products({key})", "/*"];

  const valuesIn = (filter: Filter): (number | string)[] => {
    if (filter.kind === "is") return [filter.value];
    return "of" in filter ? [filter.of].flat().flatMap(valuesIn) : [];
  };
  const arrives = (link: FoundLink, value: string) =>
    valuesIn(readKql(readKibanaLink(filled(link, value)).kql ?? "")).includes(value);

  it.each(routes)("arrives as it is from a panel: %s", (value) => {
    const taking = links.filter(({ by, url }) => by === "panel" && url.includes(":percentencode}"));
    expect(taking.length).toBeGreaterThan(20);
    expect(taking.filter((link) => !arrives(link, value))).toEqual([]);
  });

  it.each(["/it's", "/now!", '/a"b'])("cannot arrive from a panel, and is not taken for another: %s", (value) => {
    const taking = links.filter(({ by, url }) => by === "panel" && url.includes(":percentencode}"));
    for (const link of taking) expect(() => arrives(link, value)).toThrow();
  });

  it.each([...routes, ...hostileTexts, "it's", "!", "'!"])("arrives as it is from an alert: %j", (value) => {
    const taking = links.filter(({ by, url }) => by === "alert" && url.includes("$labels"));
    expect(taking.length).toBeGreaterThan(5);
    expect(taking.filter((link) => !arrives(link, value))).toEqual([]);
  });

  it("is asked for by an alert only where it has it: what fires for want of data has no labels", () => {
    const asking = links.filter(({ by, url }) => by === "alert" && url.includes("$labels"));
    expect(asking.map((link) => filled(link, "")).filter((url) => /"{2}/.test(readKibanaLink(url).kql ?? ""))).toEqual(
      [],
    );
  });
});

describe("a broken copy", () => {
  const text = JSON.stringify(synthesizedStack(stackIn(production)));
  const brokenBy = (old: string, by: string) => {
    expect(text).toContain(old);
    return wrongIn(JSON.parse(text.replaceAll(old, by)) as SynthesizedStack, production);
  };

  it("with a data view under another id is found, by all that lead there", () => {
    const wrong = brokenBy('"id":"logs-shop-api","name"', '"id":"logs-shop","name"');
    expect(wrong).toContain("alert shop-api-traffic: there is no data view logs-shop-api in production");
    expect(wrong.some((one) => one.startsWith("Kibana dashboard log-shop-api: "))).toBe(true);
  });

  it("without a dashboard is found", () => {
    const stack = JSON.parse(text) as { resource: Record<string, Record<string, unknown>> };
    delete stack.resource.grafana_dashboard?.["red-shop-api"];
    const wrong = wrongIn(stack as SynthesizedStack, production);
    expect(wrong).toContain("Kibana log-shop-api: there is no dashboard red-shop-api");
    expect(wrong).toContain("data view logs-shop-api › http.route: there is no dashboard red-shop-api");
  });

  it("with a field under another name is found", () => {
    const wrong = brokenBy('\\"route\\":{\\"type\\":\\"keyword\\"', '\\"template\\":{\\"type\\":\\"keyword\\"');
    expect(wrong.filter((one) => one.endsWith("logs-shop-api has no field http.route")).length).toBeGreaterThan(3);
  });

  it("with a saved search under another id is found", () => {
    expect(brokenBy('\\"id\\":\\"log-trace\\"', '\\"id\\":\\"log-traces\\"')).toContain(
      "data view logs-shop-api › trace.id: there is no search log-trace in production",
    );
  });

  it("with a variable under another name is found", () => {
    expect(brokenBy('\\"name\\":\\"endpoint\\"', '\\"name\\":\\"route\\"')).toContain(
      "data view logs-shop-api › http.route: dashboard red-shop-api has no variable endpoint",
    );
  });

  it("with a panel or a runbook that is not there is found", () => {
    expect(brokenBy('"__panelId__":"', '"__panelId__":"9')[0]).toMatch(/^alert .*: dashboard .* has no panel 9\d+$/);
    expect(brokenBy("runbooks/log-silent.md", "runbooks/log-silence.md")).toContain(
      "alert log-shop-api-silent: there is no docs/runbooks/log-silence.md",
    );
  });
});

describe("Rison, as Kibana's addresses have it", () => {
  it("is read back to what it says", () => {
    expect(readRison("(a:!(1,-2.5,b),c:'it!'s 100%!!',d:(),e:!t,f:!n)")).toEqual({
      a: [1, -2.5, "b"],
      c: "it's 100%!",
      d: {},
      e: true,
      f: null,
    });
  });

  it.each(["(a:'it's')", "(a:b", "(a b)", "'!x'", ""])("is refused where it is none: %s", (text) => {
    expect(() => readRison(text)).toThrow();
  });
});
