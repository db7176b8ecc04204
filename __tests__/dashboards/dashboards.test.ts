import { isDeepStrictEqual } from "node:util";
import { describe, expect, it } from "@jest/globals";
import type { AnyAlert } from "../../alerts/alert";
import { isOfMetrics } from "../../alerts/alert";
import { checkPanelOfAlert } from "../../dashboards/alert-panel";
import { grafanaJson } from "../../dashboards/grafana-json";
import { lintDashboard } from "../../dashboards/lint";
import type { Dashboard } from "../../dashboards/panel";
import { metricQueriesOf, panelsOf } from "../../dashboards/panel";
import { datasources } from "../../environments/names";
import type { Expr, Selector } from "../../promql/ast";
import { createChecker } from "../../promql/check";
import { parsed } from "../../promql/parse";
import { printLine } from "../../promql/print";
import { metricContracts } from "../../signals/contracts";
import { queryableMetrics } from "../../signals/contracts/queryable";
import { system } from "../../system";
import { shopApi } from "../../system/shop";
import { built, slicesOf } from "../slices/build";
import { plain } from "../support/plain-text";
import type { DashboardView } from "../support/synthesized";
import { dashboardTable } from "../support/synthesized";

const { slices, dashboards } = built(system);
const cases = dashboards.map((dashboard): readonly [string, Dashboard, readonly AnyAlert[]] => [
  dashboard.uid,
  dashboard,
  slices.find((slice) => slice.dashboard === dashboard)?.alerts ?? [],
]);
const named = (uid: string): Dashboard => {
  const found = dashboards.find((dashboard) => dashboard.uid === uid);
  if (!found) throw new Error(`no dashboard ${uid}`);
  return found;
};
const overview = named("overview");

interface LinkJson {
  readonly title: string;
  readonly url: string;
}

interface Override {
  readonly matcher: { readonly options: string };
  readonly properties: readonly { readonly id: string; readonly value: unknown }[];
}

/** What of a panel's JSON these tests look at. */
interface PanelJson {
  readonly id: number;
  readonly type: string;
  readonly title: string;
  readonly description: string;
  readonly datasource: unknown;
  readonly links: readonly LinkJson[];
  readonly targets: readonly { readonly expr: string; readonly legendFormat: string }[];
  readonly fieldConfig: {
    readonly defaults: {
      readonly unit?: string;
      readonly links?: readonly LinkJson[];
      readonly thresholds?: { readonly steps: readonly { readonly color: string; readonly value: number | null }[] };
    };
    readonly overrides: readonly Override[];
  };
}

const asSent = (dashboard: Dashboard) =>
  JSON.parse(JSON.stringify(grafanaJson(dashboard, { datasources, repository: system.repository }))) as unknown;
const panelsSent = (dashboard: Dashboard) => (asSent(dashboard) as { readonly panels: readonly PanelJson[] }).panels;
const graphs = (dashboard: Dashboard) => panelsSent(dashboard).filter(({ type }) => type !== "row");
const graphsOfMetrics = (dashboard: Dashboard) =>
  graphs(dashboard).filter(({ datasource }) => isDeepStrictEqual(datasource, prometheus));
const prometheus = { type: "prometheus", uid: "prometheus" };

function selectorsIn(expr: Expr): Selector[] {
  switch (expr.kind) {
    case "selector":
      return [expr];
    case "binary":
      return [expr.left, expr.right].flatMap(selectorsIn);
    case "call":
      return expr.args.flatMap(selectorsIn);
    case "aggregate":
    case "subquery":
    case "unary":
      return selectorsIn(expr.of);
    case "number":
    case "string":
      return [];
  }
}

const recorded = slices.flatMap(({ signals }) => signals).flatMap(({ series }) => series.map(({ metric }) => metric));
const check = createChecker({
  metrics: queryableMetrics(recorded),
  allowVariables: true,
});

/** The labels that tell the series of a query apart. */
const labelsOf = (query: string) =>
  [...(check(query).labels ?? [])].flatMap(([label, presence]) => (presence === "fixed" ? [] : [label])).sort();
const labelsNamed = (text: string, pattern: RegExp) => Array.from(text.matchAll(pattern), ([, label]) => label).sort();

describe.each(cases)("the dashboard %s", (_, dashboard, alerts) => {
  it("is clean, and shows of each of its alerts the query and the threshold", () => {
    expect(lintDashboard(dashboard)).toEqual([]);
    expect(alerts.flatMap((alert) => checkPanelOfAlert(alert, dashboard))).toEqual([]);
  });

  it("has on each panel a unit, a description, a link and the data source", () => {
    for (const panel of graphs(dashboard)) {
      const { title, type, fieldConfig, links, targets } = panel;
      const units = fieldConfig.overrides.filter(({ properties }) => properties.some(({ id }) => id === "unit"));
      expect({
        title,
        units: type === "table" ? units.map(({ matcher }) => matcher.options) : fieldConfig.defaults.unit,
        described: panel.description.length > 20,
        links: [...links, ...(fieldConfig.defaults.links ?? [])].filter((link) => link.title && link.url).length > 0,
        datasource: panel.datasource,
      }).toEqual({
        title,
        units: type === "table" ? targets.map(({ legendFormat }) => legendFormat) : expect.stringMatching(/./),
        described: true,
        links: true,
        datasource: targets.every(({ expr }) => expr) ? prometheus : expect.not.objectContaining(prometheus),
      });
    }
  });

  it("asks only for recorded series and gauges, for rates that fit the zoom, or for exactly what an alert evaluates", () => {
    const evaluated = alerts.filter(isOfMetrics).map(({ value }) => printLine(value));
    const names = recorded.map(({ name }) => name);
    const gauges = metricContracts.flatMap(({ metrics }) => metrics.filter(({ type }) => type === "gauge"));
    const isCheap = ({ metric = "", range }: Selector) =>
      range
        ? "variable" in range && range.variable === "$__rate_interval"
        : names.includes(metric) || gauges.some(({ name }) => name === metric);
    const others = graphsOfMetrics(dashboard)
      .flatMap(({ targets }) => targets.map(({ expr }) => expr))
      .filter((expr) => !evaluated.includes(expr) && !selectorsIn(parsed(expr)).every(isCheap));
    expect(others).toEqual([]);
  });

  it("names each series by all the labels that tell it from others", () => {
    // A slice's dashboard is about one thing; an overview is not.
    const itself = dashboard.tags.includes("overview") ? [] : ["service", "resource", "db_instance", "region"];
    const open = (expr: string) => labelsOf(expr).filter((label) => !itself.includes(label));
    for (const { title, targets } of graphsOfMetrics(dashboard).filter(({ type }) => type !== "table"))
      for (const { expr, legendFormat } of targets) {
        const shown = labelsNamed(legendFormat, /\{\{(\w+)\}\}/g);
        expect([title, shown]).toEqual([title, expect.arrayContaining(open(expr))]);
        expect([title, [...(check(expr).labels?.keys() ?? [])]]).toEqual([title, expect.arrayContaining(shown)]);
      }
  });

  it("has tables whose queries share the labels of their rows and nothing else, so that they merge", () => {
    for (const panel of panelsOf(dashboard).filter((panel) => panel.kind === "table")) {
      const { rowLabel, moreLabels = [] } = panel;
      const queries = metricQueriesOf(panel);
      const labels = [rowLabel, ...moreLabels].map(({ name }) => name).sort();
      for (const { expr } of queries) expect([panel.title, labelsOf(expr)]).toEqual([panel.title, labels]);
      // A selector alone brings the name of its metric as one more column.
      for (const { expr } of queries) expect(parsed(expr).kind).not.toBe("selector");
    }
  });

  it("refers to the labels of a series only where Grafana knows the series, and the series the label", () => {
    for (const { links, targets, fieldConfig } of graphs(dashboard)) {
      expect(links.filter((link) => JSON.stringify(link).includes("${__field."))).toEqual([]);
      for (const link of fieldConfig.defaults.links ?? [])
        for (const label of labelsNamed(JSON.stringify(link), /\$\{__field\.labels\.(\w+)\}/g))
          for (const { expr } of targets)
            expect([link.title, labelsOf(expr)]).toEqual([link.title, expect.arrayContaining([label])]);
    }
  });

  it("gives each panel and row an id of its own", () => {
    const ids = panelsSent(dashboard).map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });
});

describe("a threshold on a panel", () => {
  const steps = (key: string) => {
    const dashboard = named("red-shop-api");
    const title = panelsOf(dashboard).find((panel) => panel.key === key)?.title;
    const panel = graphs(dashboard).find((graph) => graph.title === title);
    return panel?.fieldConfig.defaults.thresholds?.steps.map(({ color, value }) => [color, value]);
  };

  it("turns vermilion on the side on which the alert fires", () => {
    expect(steps("http-endpoint-errors")).toEqual([
      ["#0072B2", null],
      ["#D55E00", 0.1],
    ]);
    expect(steps("http-exporter-absent")).toEqual([
      ["#D55E00", null],
      ["#E69F00", 0.01],
      ["#0072B2", 0.99],
    ]);
    expect(steps("requests-by-endpoint")).toEqual([["#0072B2", null]]);
  });
});

describe("the overview", () => {
  it("leads to every other dashboard by a link, to those of services and resources from their rows, and they lead back", () => {
    const others = dashboards.filter(({ uid }) => uid !== overview.uid);
    expect(overview.links.map(({ uid }) => uid).sort()).toEqual(others.map(({ uid }) => uid).sort());
    const tables = graphs(overview).filter(({ type }) => type === "table");
    expect(tables.map(({ fieldConfig }) => JSON.stringify(fieldConfig.overrides[0]))).toEqual([
      expect.stringContaining("/d/red-${__value.raw}?"),
      expect.stringContaining("/d/red-${__value.raw}?"),
      expect.stringContaining("/d/use-${__value.raw}?"),
      expect.stringContaining("/d/use-${__value.raw}?"),
    ]);
    for (const { links } of others) expect(links.map(({ uid }) => uid)).toContain(overview.uid);
  });

  it("shows this", () => {
    expect(plain(dashboardTable(asSent(overview) as DashboardView))).toMatchInlineSnapshot(`
     Shop, CRM and MES · overview
     — Services, the worst first
     0,1    24×6  table      | Services by alarm level |  | → Bottlenecks
              A Alarm level: sum by (service) (monitoring:http_alarm:ratio)
              B Failing: sum by (service) (monitoring:http_errors:ratio5m{endpoint="all"})
              C Slow: sum by (service) (monitoring:http_slow_requests:ratio5m{endpoint="all"})
              D Requests: sum by (service) (monitoring:http_requests:rate5m)
              E Time spent: sum by (service) (monitoring:http_request_seconds:rate5m)
     — Promises, the worst kept first
     0,8    24×6  table      | Objectives over 28 d |  | → Overview
              A Most spent of a budget: max by (service) (1 - monitoring:http_budget_left:ratio)
              B Availability: 
                    1
                  -
                      sum by (service) (1 - monitoring:http_budget_left:ratio{endpoint="all",objective="availability"})
                    *
                      sum by (service) (monitoring:http_error_budget:ratio)
              C Budget of availability left: sum by (service) (monitoring:http_budget_left:ratio{endpoint="all",objective="availability"})
              D Budget of latency left: sum by (service) (monitoring:http_budget_left:ratio{endpoint="all",objective="latency"})
     — Rate, errors, duration
     0,15   8×8   timeseries | Requests | reqps | → Dashboard of \${__field.labels.service}
              A {{service}}: sum by (service) (monitoring:http_requests:rate5m)
     8,15   8×8   timeseries | Failing requests | percentunit | → Dashboard of \${__field.labels.service}
              A {{service}}: monitoring:http_errors:ratio5m{endpoint="all"}
     16,15  8×8   timeseries | Slow requests | percentunit | → Dashboard of \${__field.labels.service}
              A {{service}}: monitoring:http_slow_requests:ratio5m{endpoint="all"}
     — Resources, the worst and the fullest first
     0,24   24×9  table      | Resources by alarm level |  | → Overview
              A Alarm level: max by (resource) (monitoring:resource_alarm:ratio)
     0,33   24×9  table      | Resources by saturation |  | → Overview
              A In use: topk(15, max by (resource, what) (monitoring:resource_saturation:ratio))
    `);
  });
});

describe("the columns of a table", () => {
  const renamed = (uid: string, title: string) => {
    const panels = (asSent(named(uid)) as { panels: { title: string; transformations?: { options: object }[] }[] })
      .panels;
    return panels.find((panel) => panel.title === title)?.transformations?.at(-1)?.options;
  };

  it("are called as Grafana calls those of one query, and those of several", () => {
    expect(renamed("overview", "Resources by saturation")).toMatchObject({ renameByName: { Value: "In use" } });
    expect(renamed("overview", "Services by alarm level")).toMatchObject({
      renameByName: { "Value #A": "Alarm level", "Value #B": "Failing" },
    });
  });
});

describe("the bottlenecks", () => {
  it("show this", () => {
    expect(plain(dashboardTable(asSent(named("bottlenecks")) as DashboardView))).toMatchInlineSnapshot(`
     Bottlenecks
     — Time
     0,1    24×9  table      | Endpoints by total time |  | → Overview
              A Time spent: topk(15, sum by (service, endpoint) (monitoring:http_request_seconds:rate5m))
              B Requests: 
                    sum by (service, endpoint) (monitoring:http_requests:rate5m)
                  and on (service, endpoint)
                    topk(15, sum by (service, endpoint) (monitoring:http_request_seconds:rate5m))
              C Mean: 
                      sum by (service, endpoint) (monitoring:http_request_seconds:rate5m)
                    /
                      (sum by (service, endpoint) (monitoring:http_requests_timed:rate5m) > 0)
                  and on (service, endpoint)
                    topk(15, sum by (service, endpoint) (monitoring:http_request_seconds:rate5m))
              D p95: 
                    max by (service, endpoint) (monitoring:http_request_duration_seconds:p95_5m)
                  and on (service, endpoint)
                    topk(15, sum by (service, endpoint) (monitoring:http_request_seconds:rate5m))
     0,10   12×8  timeseries | Time spent by service | s | → Dashboard of \${__field.labels.service}
              A {{service}}: topk(15, sum by (service) (monitoring:http_request_seconds:rate5m))
     12,10  12×8  timeseries | Slowest endpoint of each service, p95 | s | → Dashboard of \${__field.labels.service}
              A {{service}}: topk(15, max by (service) (monitoring:http_request_duration_seconds:p95_5m))
     — What is full
     0,19   24×9  table      | Resources by saturation |  | → Overview
              A In use: topk(15, max by (resource, what) (monitoring:resource_saturation:ratio))
     0,28   24×8  timeseries | Saturation over time | percentunit | → Dashboard of \${__field.labels.resource}
              A {{resource}} {{what}}: topk(15, monitoring:resource_saturation:ratio)
     — Memory
     0,37   12×8  timeseries | Memory in use by pod | bytes | → Dashboard of \${__field.labels.service}
              A {{service}} {{instance}}: topk(15, monitoring:memory_usage:bytes)
     12,37  12×8  timeseries | Memory in use by database | bytes | → Dashboard of \${__field.labels.db_instance}
              A {{db_instance}}: topk(15, monitoring:db_memory_used:bytes)
     — Queues
     0,46   24×9  table      | Queues by time to drain |  | → Overview
              A Time to drain: topk(15, max by (queue_name, resource) (monitoring:rabbitmq_queue_drain:seconds))
              B Waiting: 
                    max by (queue_name, resource) (monitoring:rabbitmq_queue_ready:count)
                  and on (queue_name, resource)
                    topk(15, max by (queue_name, resource) (monitoring:rabbitmq_queue_drain:seconds))
              C Unacknowledged: 
                    max by (queue_name, resource) (monitoring:rabbitmq_queue_unacked:count)
                  and on (queue_name, resource)
                    topk(15, max by (queue_name, resource) (monitoring:rabbitmq_queue_drain:seconds))
              D Consumers: 
                    max by (queue_name, resource) (monitoring:rabbitmq_queue_consumers:count)
                  and on (queue_name, resource)
                    topk(15, max by (queue_name, resource) (monitoring:rabbitmq_queue_drain:seconds))
     0,55   24×8  timeseries | Time to drain | s | → Dashboard of \${__field.labels.resource}
              A {{resource}} {{queue_name}}: topk(15, monitoring:rabbitmq_queue_drain:seconds)
    `);
  });
});

describe("the marks of deploys", () => {
  const pattern = () => {
    const [annotation] = slicesOf({ ...system, services: [shopApi] }).flatMap(({ dashboard }) => dashboard.annotations);
    const [selector] = annotation ? selectorsIn(parsed(annotation.expr)) : [];
    return new RegExp(`^(?:${selector?.matchers.find(({ label }) => label === "pod")?.value ?? ""})$`);
  };

  it("are those of the service's own pods, not of a deployment whose name begins alike", () => {
    const pods = ["shop-api-6d4cf56db6-x7x2p", "shop-api-worker-6d4cf56db6-x7x2p", "my-shop-api-6d4cf56db6-x7x2p"];
    expect(pods.filter((pod) => pattern().test(pod))).toEqual(["shop-api-6d4cf56db6-x7x2p"]);
  });
});
