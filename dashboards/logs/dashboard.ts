import type { LogAlerts } from "../../alerts/logs/component";
import type { Filter } from "../../logs/filter";
import { is } from "../../logs/filter";
import { logLevel, podName, serviceName } from "../../logs/fields";
import { logName } from "../../logs/names";
import { lineCount } from "../../logs/query";
import type { Component } from "../../model/component";
import { logs } from "../../signals/logs";
import { minutes } from "../../units/quantities";
import { alertPanel } from "../alert-panel";
import { graph, search } from "../build";
import { toOverview } from "../links";
import type { Dashboard, Panel } from "../panel";

export interface LogDashboardFacts {
  readonly component: Component;
  readonly alerts: LogAlerts;
}

/** Grafana's dashboard of what is alerted on in the logs of a component. To read them, one goes to Kibana. */
export function logDashboardOf({ component, alerts }: LogDashboardFacts): Dashboard {
  const own = is(serviceName, component.name);
  return {
    uid: logName(component),
    title: `${component.name} · logs`,
    description: component.description,
    tags: ["logs", component.name, component.owner.name],
    variables: [],
    annotations: [],
    links: [toOverview],
    rows: [
      {
        title: "Errors",
        panels: [
          alertPanel(alerts.errors, { ...counted, legend: "error lines" }),
          alertPanel(alerts.newError, { ...half, legend: "", noValue: "No errors", chart: "stat" }),
          ...alerts.ofKind.map((alert) => alertPanel(alert, { ...counted, legend: "lines" })),
        ],
      },
      {
        title: "Lines",
        panels: [
          graph("lines-by-level", logs.lines, {
            ...half,
            title: "Lines by level, in a quarter of an hour",
            queries: [search("", lineCount(own, every, logLevel))],
          }),
          ...(component.source.kind === "pods" ? [linesByPod(own)] : []),
          alertPanel(alerts.silent, { ...counted, legend: "lines" }),
          alertPanel(alerts.unread, { ...counted, legend: "lines that could not be read" }),
        ],
      },
    ],
  };
}

/**
 * Interval of the counts. Shorter, and a month of twenty pods would be more points than Elasticsearch counts at once
 * (65,536).
 */
const every = minutes(15);

const linesByPod = (own: Filter): Panel =>
  graph("lines-by-pod", logs.lines, {
    ...half,
    title: "Lines by pod, in a quarter of an hour",
    description: "A pod that writes far more than the others is the one that is ill.",
    queries: [search("", lineCount(own, every, podName))],
  });

const half = { width: 12, height: 7 } as const;

/** Elasticsearch counts from full hours, quarters and tenths on; the alert counts back from now. */
const counted = {
  ...half,
  description: "Each point counts from where it stands to the next; the last is not over yet.",
} as const;
