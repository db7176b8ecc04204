import { select } from "../../promql/build";
import { platform } from "../../signals/platform";
import { alertPanel } from "../alert-panel";
import { graph, query } from "../build";
import type { Panel } from "../panel";
import type { Context } from "./context";
import { half } from "./context";

export const targetsDown = ({ alerts }: Context): Panel =>
  alertPanel(alerts.targetsDown, {
    ...half,
    title: "Platform: targets that are down",
    description: "Share that has not answered a single time for ten minutes; a job without any target is at 100 %.",
    legend: "{{job}}",
  });

export const targetsByJob: Panel = graph("targets", platform.targets, {
  ...half,
  description: "All jobs, those of the slices too, which watch their exporters themselves.",
  queries: [query("{{job}}", select(platform.targets.up))],
});

export const budget = ({ alerts }: Context): Panel =>
  alertPanel(alerts.seriesBudget, {
    ...half,
    description: "The largest scrape of each job. What a service may have follows from its description.",
    legend: "{{job}}",
  });

export const refused: Panel = graph("refused", platform.refusals, {
  ...half,
  description: "Which target it is stands in Prometheus, page Targets, column Error.",
  queries: [query("{{pod}} {{reason}}", select(platform.refusals.rate))],
});
