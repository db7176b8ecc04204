import type { Metric } from "../../promql/metric";
import { containerInfo } from "./kube-state-metrics";
import { up } from "./prometheus";
import { serverSpans } from "./span-metrics";

/** Every metric that an exporter of this system is known to emit. A query that names another is a finding. */
export const exportedMetrics: readonly Metric[] = [...Object.values(serverSpans), up, containerInfo];
