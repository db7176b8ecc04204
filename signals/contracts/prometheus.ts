import { gauge } from "../../promql/metric";
import { podLabels } from "./target";

/** Written by Prometheus itself for each target it scrapes. */
export const up = gauge("up", podLabels, "1 when the last scrape of the target succeeded, else 0");
