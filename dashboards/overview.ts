import type { AlertRule } from "../alerts/alert";
import type { System } from "../model/system";
import { divide, select, sum } from "../promql/build";
import { http } from "../signals/http";
import { dashboardUrl, overviewUid, serviceDashboardUid } from "./links";
import { alertPanel } from "./alert-panel";
import type { Dashboard, Link, Panel, Row } from "./panel";

/** All services on one page, the worst first: where to look when somebody calls. */
export const overviewDashboard = (system: System, alerts: readonly AlertRule[]): Dashboard => ({
  uid: overviewUid,
  title: `${system.title} · overview`,
  description: "All services, the worst first. A click on a name leads to its own dashboard.",
  tags: ["overview"],
  variables: [],
  annotations: [],
  links: system.services.map(({ name }) => ({ title: name, uid: serviceDashboardUid(name) })),
  rows: [
    { title: "Services, the worst first", panels: [services(system)] },
    { title: "Rate, errors, duration", panels: [requests, failing, slow] },
    ...alerts.map((alert): Row => ({ title: "Monitoring itself", panels: [watchdogPanel(system, alert)] })),
  ],
});

const services = (system: System): Panel => ({
  kind: "table",
  key: "services",
  title: "Services by budget burned",
  description:
    "Budget burned: the share of failing requests as a multiple of what the objective leaves. Above 1 the month's budget will not last; at 14 it is gone in two days.",
  unit: "times",
  width: 24,
  height: Math.min(16, 3 + system.services.length),
  noValue: "No requests",
  links: [{ title: "How to read it", url: `${system.repository}/blob/main/README.md` }],
  rowLabel: {
    name: "service",
    title: "Service",
    link: { title: "Dashboard of ${__value.raw}", url: dashboardUrl(serviceDashboardUid("${__value.raw}")) },
  },
  units: {
    "Budget burned": "times",
    Failing: "ratio",
    Slow: "ratio",
    Requests: "requestsPerSecond",
    "Time spent": "seconds",
  },
  // Aggregated, all of them: a selector alone brings the name of its metric as a column, and no two rows would merge.
  queries: [
    { refId: "A", legend: "Budget burned", expr: divide(select(http.errorRatio), select(http.errorBudget)).expr },
    { refId: "B", legend: "Failing", expr: sum(select(http.errorRatio)).by("service").expr },
    { refId: "C", legend: "Slow", expr: sum(select(http.slowRatio)).by("service").expr },
    { refId: "D", legend: "Requests", expr: sum(select(http.requests)).by("service").expr },
    { refId: "E", legend: "Time spent", expr: sum(select(http.timeSpent)).by("service").expr },
  ],
});

const toService: Link = {
  title: "Dashboard of ${__field.labels.service}",
  url: dashboardUrl(serviceDashboardUid("${__field.labels.service}")),
};

const requests: Panel = {
  kind: "timeseries",
  key: "requests",
  title: "Requests",
  description: "Follows the time of day. A drop of one service alone means that requests no longer reach it.",
  unit: "requestsPerSecond",
  width: 8,
  height: 9,
  links: [toService],
  queries: [{ refId: "A", legend: "{{service}}", expr: sum(select(http.requests)).by("service").expr }],
};

const failing: Panel = {
  kind: "timeseries",
  key: "failing",
  title: "Failing requests",
  description:
    "Share of requests answered with a 5xx. Several services at once share a cause: database, queue or network.",
  unit: "ratio",
  width: 8,
  height: 9,
  links: [toService],
  queries: [{ refId: "A", legend: "{{service}}", expr: select(http.errorRatio).expr }],
};

const slow: Panel = {
  kind: "timeseries",
  key: "slow",
  title: "Slow requests",
  description: "Share of requests slower than the objective of their service.",
  unit: "ratio",
  width: 8,
  height: 9,
  links: [toService],
  queries: [{ refId: "A", legend: "{{service}}", expr: select(http.slowRatio).expr }],
};

const watchdogPanel = (system: System, alert: AlertRule): Panel =>
  alertPanel({ system, alerts: [alert] }, alert.panel, {
    title: "Watchdog",
    description:
      "1 as long as Prometheus answers. The alert on it always fires; its heartbeat missing outside is the alarm.",
    legend: "answers",
    width: 24,
    height: 5,
  });
