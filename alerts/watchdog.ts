import type { Team } from "../model/team";
import { atLeast, constant, count, or, select } from "../promql/build";
import { prometheusAnswers } from "../signals/exporter";
import { platform } from "../signals/platform";
import { seconds } from "../units/quantities";
import type { AlertRule } from "./alert";
import { watchdogStories } from "./platform/stories/watchdog";

export const watchdogLabel = "watchdog";

/**
 * The alert that fires as long as Prometheus scrapes, records and answers, Grafana evaluates and notifications leave:
 * somebody outside raises the alarm when it stops. A constant would go on while Prometheus stores nothing, and no other
 * alert sees that.
 */
export const watchdog = (owner: Team): AlertRule => ({
  id: "watchdog",
  kind: "watchdog",
  title: "Watchdog: alerting works",
  severity: "ticket",
  owner,
  labels: { [watchdogLabel]: "true" },
  watches: prometheusAnswers,
  value: or(atLeast(count(select(platform.targets.up)), 1), constant(0)).expr,
  fires: { above: 0.5 },
  clears: 0.5,
  pendingFor: seconds(0),
  keepFiringFor: seconds(0),
  absent: { means: "healthy", because: "its silence is the alarm: without data it must not go on firing" },
  // For the same reason.
  unasked: "over",
  summary: () => "Always firing, to show that alerting works; nobody need act.",
  about: "Shows that metrics are scraped and stored, alerts evaluated and notifications sent.",
  firstSteps: ["Nothing to do while it fires. When the heartbeat is missing, follow the runbook."],
  stories: watchdogStories,
});
