import { expect, it } from "@jest/globals";
import { grafanaRule } from "../../alerts/grafana-rule";
import { grafanaJson } from "../../dashboards/grafana-json";
import { datasources } from "../../environments/names";
import { logSlice } from "../../slices/log";
import { componentNamed } from "../support/log-stack";
import { plain } from "../support/plain-text";

const { alerts, dashboard } = logSlice({ component: componentNamed("shop-db") });

interface Model {
  readonly query?: string;
  readonly expr?: string;
  readonly expression?: string;
  readonly reducer?: string;
  readonly metrics?: readonly { readonly type: string }[];
  readonly bucketAggs?: readonly { readonly field: string; readonly settings: { readonly interval?: string } }[];
  readonly conditions?: readonly Record<
    "evaluator" | "unloadEvaluator",
    { readonly type: string; readonly params: readonly number[] }
  >[];
}

/** `count of log.level:"error" by error.pattern, 10m`, `min of A`, `$D - $B / 1000`. */
function step({ query, expr, expression = "", reducer, metrics, bucketAggs = [] }: Model): string {
  if (query === undefined) return expr ?? (reducer === undefined ? expression : `${reducer} of ${expression}`);
  const by = bucketAggs.map(({ field, settings }) => settings.interval ?? `by ${field}`).join(", ");
  return `${metrics?.map(({ type }) => type).join()} of ${query}, ${by}`;
}

it("the dashboard on the logs of shop-db shows this", () => {
  const { panels } = grafanaJson(dashboard, { datasources, repository: "https://example.com" });
  const lines = (panels as unknown as { type: string; title: string; timeFrom?: string; targets?: Model[] }[]).flatMap(
    ({ type, title, timeFrom, targets = [] }) => [
      [type, title, timeFrom].filter(Boolean).join(" | "),
      ...targets.map((target) => `  ${step(target)}`),
    ],
  );
  expect(plain(lines.join("\n"))).toMatchInlineSnapshot(`
   row | Errors
   timeseries | Error lines
     count of service.name:"shop-db" AND (log.level:"error" OR log.level:"fatal"), 10m
   stat | Since the newest errors were first seen | 7d
     min of service.name:"shop-db" AND (log.level:"error" OR log.level:"fatal"), by error.pattern, 7d
     min of A
     vector(time())
     $D - $B / 1000
   timeseries | Lines of crashes
     count of service.name:"shop-db" AND (postgresql.event:"crash" OR postgresql.event:"out-of-resources"), 1h
   timeseries | Lines of failed logins
     count of service.name:"shop-db" AND postgresql.event:"failed-login", 10m
   row | Lines
   timeseries | Lines by level, in a quarter of an hour
     count of service.name:"shop-db", by log.level, 15m
   timeseries | Lines
     count of service.name:"shop-db", 1h
   timeseries | Lines that could not be read
     count of service.name:"shop-db" AND event.kind:"pipeline_error", 1h
  `);
});

it("the alerts on the logs of shop-db are these", () => {
  const links = { dashboardUid: dashboard.uid, panelId: 1, runbookUrl: "" };
  const lines = alerts.map((alert) => {
    const { uid, data, labels, annotations, noDataState, for: pending } = grafanaRule(alert, links, datasources);
    const models = data.map(({ model }) => model as Model);
    const [condition] = models.at(-1)?.conditions ?? [];
    const bounds = [condition?.evaluator, condition?.unloadEvaluator].map(
      (one) => `${one?.type} ${one?.params.join()}`,
    );
    return [
      [uid, labels.severity, ...bounds, pending, noDataState, annotations.summary].join(" | "),
      ...models.slice(0, -1).map((model) => `  ${step(model)}`),
    ].join("\n");
  });
  expect(plain(lines.join("\n"))).toMatchInlineSnapshot(`
   log-shop-db-silent | ticket | lt 0.5 | gt 0.5 | 5m | Alerting | No line of shop-db reached Elasticsearch for 1 h.
     count of service.name:"shop-db", 1h
     sum of A
   log-shop-db-errors | ticket | gt 20 | lt 10 | 5m | OK | shop-db wrote {{ $values.B.Value | printf "%.0f" }} lines of level error or worse within 10 min; the alert stands at 20 lines.
     count of service.name:"shop-db" AND (log.level:"error" OR log.level:"fatal"), 10m
     sum of A
   log-shop-db-new-error | ticket | lt 3600 | gt 3600 | 0s | OK | shop-db logs an error that it did not log in the last 7 d: {{ index $labels \`error.pattern\` | reReplaceAll \`<\` \`‹\` | reReplaceAll \`>\` \`›\` | reReplaceAll \`://\` \`: //\` }}. First seen {{ $values.E.Value | humanizeDuration }} ago; the alert stands at 1 h.
     min of service.name:"shop-db" AND (log.level:"error" OR log.level:"fatal"), by error.pattern, 7d
     min of A
     vector(time())
     $D - $B / 1000
   log-shop-db-unread | ticket | gt 20 | lt 10 | 5m | OK | {{ $values.B.Value | printf "%.0f" }} lines of shop-db could not be taken apart within an hour; the alert stands at 20 lines. They are kept as they are.
     count of service.name:"shop-db" AND event.kind:"pipeline_error", 1h
     sum of A
   log-shop-db-crash | ticket | gt 0.5 | lt 0.5 | 0s | OK | shop-db wrote {{ $values.B.Value | printf "%.0f" }} lines about crashes or lack of resources within an hour.
     count of service.name:"shop-db" AND (postgresql.event:"crash" OR postgresql.event:"out-of-resources"), 1h
     sum of A
   log-shop-db-failed-logins | ticket | gt 20 | lt 10 | 5m | OK | shop-db wrote {{ $values.B.Value | printf "%.0f" }} lines about failed logins within ten minutes; the alert stands at 20 lines.
     count of service.name:"shop-db" AND postgresql.event:"failed-login", 10m
     sum of A
  `);
});
