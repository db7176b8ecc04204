import type { Construct } from "constructs";
import type { Workload } from "../../model/workload";
import type { Slice } from "../../slices/slice";
import { workloadSlice } from "../../slices/use/workload";
import type { Surroundings } from "./surroundings";

/** Pods are measured by what the platform brings for the whole cluster: cAdvisor in the kubelets, and kube-state-metrics. */
export const measureWorkload = (_: Construct, workload: Workload, { repository }: Surroundings): Slice =>
  workloadSlice({ workload, repository });
