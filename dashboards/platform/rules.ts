import { select } from "../../promql/build";
import { platform } from "../../signals/platform";
import { alertPanel } from "../alert-panel";
import { graph, query } from "../build";
import type { Panel } from "../panel";
import type { Context } from "./context";
import { half, panelOfBoth } from "./context";

export const lost = ({ alerts }: Context): Panel =>
  panelOfBoth(alerts.rulesFail, {
    legend: "{{group}}",
    description: "Groups are called like the slices whose series they record.",
  });

export const duration: Panel = graph("rule-duration", platform.ruleDuration, {
  ...half,
  description: "Of the interval at which the group is evaluated.",
  queries: [query("{{group}}", select(platform.ruleDuration.ratio))],
});

export const evaluations = ({ alerts }: Context): Panel =>
  alertPanel(alerts.evaluationsFail, { ...half, legend: "{{pod}}" });

export const schedule: Panel = graph("schedule", platform.schedule, {
  ...half,
  queries: [query("{{pod}}", select(platform.schedule.behind))],
});
