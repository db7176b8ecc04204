import type { WorkloadAlerts } from "../../../alerts/use/workload";
import type { Workload } from "../../../model/workload";
import { select } from "../../../promql/build";
import type { Metric } from "../../../promql/metric";
import { query } from "../../build";
import type { Query } from "../../panel";

/** What the panels of pods are made from. */
export interface Context {
  readonly workload: Workload;
  readonly alerts: WorkloadAlerts;
}

type PerPod = Metric<"recorded", "instance" | "service">;

export const ofPods = ({ workload }: Context, metric: PerPod) => select(metric, { service: workload.name });

/** Query of a metric, one line for each pod. */
export const eachPod = (context: Context, metric: PerPod): Query => query("{{instance}}", ofPods(context, metric));
