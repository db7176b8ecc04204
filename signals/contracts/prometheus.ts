import { scrapeInterval } from "../../environments/scrape";
import { gauge } from "../../promql/metric";
import { charts } from "../../versions";
import type { MetricContract } from "./contract";
import { asIn } from "./contract";
import { podLabels } from "./target";

/** Written by Prometheus itself for each target it scrapes. */
export const up = gauge("up", podLabels, "1 when the last scrape of the target succeeded, else 0");

export const prometheus: MetricContract = {
  exporter: "Prometheus",
  version: asIn(charts.kubePrometheusStack),
  scrapedEvery: scrapeInterval,
  metrics: [up],
};
