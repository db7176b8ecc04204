import { select } from "../../promql/build";
import { platform } from "../../signals/platform";
import { minutes } from "../../units/quantities";
import type { AlertRule } from "../alert";
import type { PlatformAlertFacts } from "./common";
import { common, toldByTargets } from "./common";
import { evaluationStories } from "./stories/alerting";

/** Of the evaluations of alert rules. */
const failing = 0.05;
const pendingFor = minutes(10);

export const evaluationsFail = (facts: PlatformAlertFacts): AlertRule => ({
  ...common(facts, "evaluations-fail"),
  title: "Grafana fails to evaluate alert rules",
  // Failing altogether it could not tell, and the heartbeat stops.
  severity: "ticket",
  watches: platform.evaluations,
  value: select(platform.evaluations.failing).expr,
  fires: { above: failing },
  clears: 0.02,
  pendingFor,
  absent: toldByTargets,
  summary: (value, above) =>
    `${value} of the alert rules that {{ $labels.pod }} evaluates fail; the alert stands at ${above}.`,
  firstSteps: [
    "Which, and why? Grafana, Alerting, Alert rules, state Error.",
    "Does Prometheus answer, and in time? Grafana, Data sources, Prometheus, Test.",
    'Is Prometheus busy? Panel "Time that rules take".',
  ],
  stories: () => evaluationStories(failing, pendingFor),
});
