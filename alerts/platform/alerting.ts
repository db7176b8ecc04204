import { select } from "../../promql/build";
import { platform } from "../../signals/platform";
import { platformWindow } from "../../signals/platform-series";
import { minutes } from "../../units/quantities";
import { durationText } from "../../units/text";
import type { AlertRule } from "../alert";
import type { PlatformAlertFacts } from "./common";
import { common, toldByTargets } from "./common";
import { evaluationStories } from "./stories/alerting";

/** Within a window in which every rule is evaluated five times: one that fails nearly always, or many now and then. */
const leastFailures = 4;
const pendingFor = minutes(10);

export const evaluationsFail = (facts: PlatformAlertFacts): AlertRule => ({
  ...common(facts, "evaluations-fail"),
  title: "Grafana fails to evaluate alert rules",
  // Failing altogether it could not tell, and the heartbeat stops.
  severity: "ticket",
  watches: platform.evaluations,
  value: select(platform.evaluations.failed).expr,
  fires: { above: leastFailures - 0.5 },
  clears: 1.5,
  pendingFor,
  absent: toldByTargets,
  // All other alerts on metrics stay as they are while Prometheus cannot be asked.
  unasked: "told",
  numbers: { failures: String(leastFailures), window: durationText(platformWindow) },
  summary: (value) =>
    `Within ${durationText(platformWindow)} {{ $labels.pod }} failed ${value} times to evaluate an alert rule, which keeps its state meanwhile, whatever happens; the alert stands at ${leastFailures}.`,
  firstSteps: [
    "Which, and why? Grafana, Alerting, Alert rules, health Error.",
    "Does Prometheus answer, and in time? Grafana, Data sources, Prometheus, Test.",
    'Is Prometheus busy? Panel "Time that rules take".',
  ],
  stories: () => evaluationStories(leastFailures - 0.5, pendingFor),
});
