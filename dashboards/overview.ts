import { divide, select, sum } from "../promql/build";
import { http } from "../signals/http";
import { ranking } from "./bottlenecks/saturation";
import { graph, query, table } from "./build";
import { bottlenecksUid, dashboardUrl, overviewUid, serviceDashboardUid } from "./links";
import type { Dashboard, Link, Panel, Row } from "./panel";

export interface OverviewFacts {
  readonly title: string;
  /** How many there are of each. */
  readonly services: number;
  readonly resources: number;
  /** The dashboards it leads to. */
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
    { title: "Rate, errors, duration", panels: [requests, failing, slow] },
    ...(facts.resources > 0 ? [{ title: "Resources, the fullest first", panels: [ranking] } satisfies Row] : []),
  ],
});

const byAlarmLevel = (count: number): Panel =>
  table("services", http.alarm, {
    title: "Services by alarm level",
    description:
      "Budget burned: the share of failing requests as a multiple of what the objective leaves. Above 1 the month's budget will not last; at 14 it is gone in two days.",
    height: Math.min(16, 3 + count),
    noValue: "No requests",
    links: [{ title: "Bottlenecks", url: dashboardUrl(bottlenecksUid) }],
    rowLabel: {
      name: "service",
      title: "Service",
      links: [{ title: "Dashboard of ${__value.raw}", url: dashboardUrl(serviceDashboardUid("${__value.raw}")) }],
    },
    // Aggregated, all of them: a selector alone brings the name of its metric as a column, and no two rows would merge.
    queries: [
      query("Alarm level", sum(select(http.alarm.ratio)).by("service")),
      query("Budget burned", divide(select(http.errorRatio.ratio), select(http.errorBudget.ratio)), "times"),
      query("Failing", sum(select(http.errorRatio.ratio)).by("service"), http.errorRatio.unit),
      query("Slow", sum(select(http.slowRatio.ratio)).by("service"), http.slowRatio.unit),
      query("Requests", sum(select(http.requests.rate)).by("service"), http.requests.unit),
      query("Time spent", sum(select(http.timeSpent.rate)).by("service"), http.timeSpent.unit),
    ],
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
  queries: [query("{{service}}", select(http.errorRatio.ratio))],
});

const slow = graph("slow", http.slowRatio, {
  links: [toService],
  queries: [query("{{service}}", select(http.slowRatio.ratio))],
});
