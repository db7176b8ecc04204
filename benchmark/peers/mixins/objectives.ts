import { scrapeInterval } from "../../../environments/scrape";
import type { HttpService } from "../../../model/http-service";
import { allEndpoints } from "../../../model/http-service";
import { print } from "../../../promql/print";
import { le } from "../../../promql/build";
import { slowInterval } from "../../../signals/recording";
import type { Goal, Scope } from "../../../signals/objectives";
import { budgetOf, goals, scopesOf } from "../../../signals/objectives";
import type { DeployedRule } from "../../../deployed/deployed";
import { inSeconds, round } from "../../../units/quantities";
import type { PeerRule, PeerRules, Source } from "../peer";
import { promql } from "../peer";

export const slothSource: Source = {
  repository: "https://github.com/slok/sloth",
  files: ["internal/alert/windows/google-30d.yaml", "internal/plugin/slo/core/alert_rules_v1/plugin.go"],
  commit: "0e395d81513ff701f5d27b7aa47d794cb764fd5e",
  licence: "Apache-2.0",
};

/**
 * For 30 days: at each of these speeds, in both windows at once, so much of the budget would be spent in the long one.
 */
const alerts = {
  critical: [
    { times: 14.4, short: "5m", long: "1h" },
    { times: 6, short: "30m", long: "6h" },
  ],
  warning: [
    { times: 3, short: "2h", long: "1d" },
    { times: 1, short: "6h", long: "3d" },
  ],
} as const;

const windows = [
  ...new Set(Object.values(alerts).flatMap((pairs) => pairs.flatMap(({ short, long }) => [short, long]))),
];
type Window = (typeof windows)[number];

/**
 * Recorded as seldom as this project's own windows of that length: Sloth states no interval, and Prometheus' own would
 * be four times the work. They decide on tickets alone.
 */
const long: readonly Window[] = ["1d", "3d"];

/** Rules that Sloth makes of the objectives of services: the same objectives, and its default windows. */
export function ofObjectives(services: readonly HttpService[]): PeerRules {
  const all = services.flatMap((service) =>
    scopesOf(service).flatMap((scope) =>
      (Object.keys(goals) as Goal[]).map((goal) => ofObjective(service, goal, scope)),
    ),
  );
  return { alerts: all.flatMap((one) => one.alerts), recorded: all.flatMap((one) => one.recorded) };
}

function ofObjective(service: HttpService, goal: Goal, scope: Scope): PeerRules {
  const id = `sloth_id="${service.name}-${goal}-${scope.endpoint}"`;
  const budget = budgetOf(goal, scope);
  const burning = (window: Window, times: number) =>
    `max(${recordOf(window)}{${id}}) by (sloth_id) > ${round(times * budget)}`;
  return {
    alerts: (["critical", "warning"] as const).map((severity): PeerRule => {
      const pairs = alerts[severity].map(
        ({ times, short, long }) => `(${burning(short, times)} and ${burning(long, times)})`,
      );
      return {
        name: `${goal} burns too fast`,
        severity,
        of: service,
        expr: promql(pairs.join(" or ")),
      };
    }),
    recorded: windows.map((window): DeployedRule => {
      const ratio = `sum(${badOf(service, goal, scope, window)}) / sum(${allOf(service, goal, scope, window)})`;
      const expr = promql(`label_replace(${ratio}, "sloth_id", ${id.slice(id.indexOf("=") + 1)}, "", "")`);
      return {
        group: `sloth-${service.name}`,
        interval: long.includes(window) ? slowInterval : scrapeInterval,
        record: recordOf(window),
        expr,
        text: print(expr),
      };
    }),
  };
}

const recordOf = (window: Window) => `slo:sli_error:ratio_rate${window}`;

const ofScope = (service: HttpService, { endpoint }: Scope) =>
  `service="${service.name}"${endpoint === allEndpoints ? "" : `, endpoint="${endpoint}"`}`;

const allOf = (service: HttpService, goal: Goal, scope: Scope, window: Window): string =>
  `rate(traces_span_metrics_${goal === "availability" ? "calls_total" : "duration_seconds_count"}{${ofScope(service, scope)}}[${window}])`;

function badOf(service: HttpService, goal: Goal, scope: Scope, window: Window): string {
  const of = ofScope(service, scope);
  if (goal === "availability")
    return `rate(traces_span_metrics_calls_total{${of}, http_status_code=~"5.."}[${window}])`;
  const within = le(inSeconds(scope.objectives.latency.within));
  const fast = `rate(traces_span_metrics_duration_seconds_bucket{${of}, le="${within}"}[${window}])`;
  return `${allOf(service, goal, scope, window)} - ignoring (le) ${fast}`;
}
