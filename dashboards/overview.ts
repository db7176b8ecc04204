import { allEndpoints, objectivePeriod } from "../model/http-service";
import { arithmetic, complement, max, select, sum } from "../promql/build";
import { http } from "../signals/http";
import { resourceAlarm } from "../signals/resource-alarm";
import type { Goal } from "../signals/objectives";
import { durationText } from "../units/text";
import { resourceCell } from "./bottlenecks/ranking";
import { ranking } from "./bottlenecks/saturation";
import { graph, query, table } from "./build";
import { bottlenecksUid, dashboardUrl, overviewUid, serviceDashboardUid } from "./links";
import type { Dashboard, Link, Panel, Row } from "./panel";

export interface OverviewFacts {
  readonly title: string;
  /** Number of services. */
  readonly services: number;
  /** Number of resources. */
  readonly resources: number;
  /** Dashboards that the overview leads to. */
  readonly dashboards: readonly Pick<Dashboard, "title" | "uid">[];
}

/** Everything on one page, the worst first: where to look when somebody calls. */
export const overviewDashboard = (facts: OverviewFacts): Dashboard => ({
  uid: overviewUid,
  title: `${facts.title} · overview`,
  description: "All services and resources, the worst first. A click on a name leads to its own dashboard.",
  tags: ["overview"],
  variables: [],
  annotations: [],
  links: facts.dashboards.map(({ title, uid }) => ({ title, uid })),
  rows: [
    { title: "Services, the worst first", panels: [byAlarmLevel(facts.services)] },
    { title: "Promises, the worst kept first", panels: [objectives(facts.services)] },
    { title: "Rate, errors, duration", panels: [requests, failing, slow] },
    ...(facts.resources > 0
      ? [{ title: "Resources, the worst and the fullest first", panels: [resources, ranking] } satisfies Row]
      : []),
  ],
});

/** All requests of a service together, without those endpoints that have objectives of their own. */
const all = { endpoint: allEndpoints } as const;

const serviceLabel = {
  name: "service",
  title: "Service",
  links: [{ title: "Dashboard of ${__value.raw}", url: dashboardUrl(serviceDashboardUid("${__value.raw}")) }],
};

const byAlarmLevel = (count: number): Panel =>
  table("services", http.alarm, {
    title: "Services by alarm level",
    description: "Alarm level: how close a service is to its alerts; at 1 one of them stands.",
    height: Math.min(16, 3 + count),
    noValue: "No requests",
    links: [{ title: "Bottlenecks", url: dashboardUrl(bottlenecksUid) }],
    rowLabel: serviceLabel,
    // Aggregated, all of them: a selector alone brings the name of its metric as a column, and no two rows would merge.
    queries: [
      query("Alarm level", sum(select(http.alarm.ratio)).by("service")),
      query("Failing", sum(select(http.errorRatio.ratio["5m"], all)).by("service"), http.errorRatio.unit),
      query("Slow", sum(select(http.slowRatio.ratio["5m"], all)).by("service"), http.slowRatio.unit),
      query("Requests", sum(select(http.requests.rate)).by("service"), http.requests.unit),
      query("Time spent", sum(select(http.timeSpent.rate)).by("service"), http.timeSpent.unit),
    ],
  });

/** How the promises of four weeks stand, the one that is spent first. */
const objectives = (count: number): Panel => {
  const left = (goal: Goal) => select(http.budgetLeft.ratio, { ...all, objective: goal });
  const spent = sum(complement(left("availability"))).by("service");
  return table("objectives", http.budgetLeft, {
    title: `Objectives over ${durationText(objectivePeriod)}`,
    description: "Availability: the share of requests without failure. Below 0 more was spent than there was.",
    height: Math.min(16, 3 + count),
    noValue: "No requests",
    rowLabel: serviceLabel,
    queries: [
      query("Most spent of a budget", max(complement(select(http.budgetLeft.ratio))).by("service"), "ratio"),
      query(
        "Availability",
        complement(arithmetic(spent, "*", sum(select(http.errorBudget.ratio)).by("service"))),
        "ratio",
      ),
      query("Budget of availability left", sum(left("availability")).by("service"), "ratio"),
      query("Budget of latency left", sum(left("latency")).by("service"), "ratio"),
    ],
  });
};

const resources = table("resources", resourceAlarm, {
  title: "Resources by alarm level",
  rowLabel: { name: "resource", title: "Resource", links: [resourceCell] },
  queries: [query("Alarm level", max(select(resourceAlarm.ratio)).by("resource"))],
});

const toService: Link = {
  title: "Dashboard of ${__field.labels.service}",
  url: dashboardUrl(serviceDashboardUid("${__field.labels.service}")),
};

const requests = graph("requests", http.requests, {
  description: "A drop of one service alone means that requests no longer reach it.",
  links: [toService],
  queries: [query("{{service}}", sum(select(http.requests.rate)).by("service"))],
});

const failing = graph("failing", http.errorRatio, {
  description: "Several services at once share a cause: database, queue or network.",
  links: [toService],
  queries: [query("{{service}}", select(http.errorRatio.ratio["5m"], all))],
});

const slow = graph("slow", http.slowRatio, {
  links: [toService],
  queries: [query("{{service}}", select(http.slowRatio.ratio["5m"], all))],
});
