import { scrapeInterval } from "../../environments/scrape";
import { counter, gauge } from "../../promql/metric";
import { charts } from "../../versions";
import type { MetricContract } from "./contract";
import { asIn } from "./contract";
import { servicePodLabels } from "./target";

const ofOrganisation = [...servicePodLabels, "org"] as const;

/**
 * Metrics of Grafana's alerting. What it counts of notifications (`grafana_alerting_notifications_failed_total` and its
 * like) is left out on purpose: it is there for minutes after one was sent and gone again, so that an alert on it would
 * be silent when it matters. Whether notifications leave is for the heartbeat to tell.
 */
export const alerting = {
  evaluations: counter("grafana_alerting_rule_evaluations_total", ofOrganisation, "alert rules that were evaluated"),
  failures: counter(
    "grafana_alerting_rule_evaluation_failures_total",
    ofOrganisation,
    "alert rules whose evaluation failed, after all attempts",
  ),
  behind: gauge(
    "grafana_alerting_scheduler_behind_seconds",
    servicePodLabels,
    "how late the scheduler is that has alert rules evaluated",
  ),
};

export const grafana: MetricContract = {
  exporter: "Grafana",
  version: asIn(charts.grafana),
  scrapedEvery: scrapeInterval,
  metrics: Object.values(alerting),
};
