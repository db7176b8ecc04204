import { scrapeInterval } from "../../environments/scrape";
import { counter, gauge } from "../../promql/metric";
import { charts } from "../../versions";
import type { MetricContract } from "./contract";
import { asIn } from "./contract";
import { podLabels, servicePodLabels } from "./target";

/**
 * What Prometheus writes itself about each scrape has the labels of the target. Those differ from job to job: pods
 * behind a Service, as its monitor relabels them or not; the kubelet, which is no pod; what a blackbox exporter is
 * asked for.
 */
const always = ["job", "instance"] as const;
const byJob = [...podLabels, ...servicePodLabels, "node", "metrics_path", "place"] as const;
type OfTarget = (typeof byJob)[number];
const sometimes = [...new Set<OfTarget>(byJob)].filter((label) => !(always as readonly string[]).includes(label));

const ofTarget = (name: string, help: string) => gauge<OfTarget>(name, always, help, sometimes);

export const up = ofTarget("up", "1 when the last scrape of the target succeeded, else 0");

export const scrapes = {
  samples: ofTarget(
    "scrape_samples_post_metric_relabeling",
    "samples of a target's last scrape that were left to store, also when they were too many",
  ),
  /**
   * Limit of the samples of one scrape of a target. Written with the feature `extra-scrape-metrics`
   * (constructs/chart-values/kube-prometheus-stack.ts).
   */
  sampleLimit: ofTarget("scrape_sample_limit", "samples that a scrape of the target may have; 0 is no limit"),
};

const ofServer = (name: string, help: string) => gauge(name, servicePodLabels, help);
const countedByServer = (name: string, help: string) => counter(name, servicePodLabels, help);

const ofGroup = [...servicePodLabels, "rule_group"] as const;

/** Metrics of Prometheus' rule groups; `rule_group` is file and name, `/etc/prometheus/rules/…yaml;red-shop-api`. */
export const ruleGroups = {
  evaluations: counter("prometheus_rule_evaluations_total", ofGroup, "rules that were evaluated"),
  failures: counter("prometheus_rule_evaluation_failures_total", ofGroup, "rules whose evaluation failed"),
  iterations: counter("prometheus_rule_group_iterations_total", ofGroup, "evaluations of the group that were due"),
  missed: counter(
    "prometheus_rule_group_iterations_missed_total",
    ofGroup,
    "evaluations of the group that did not take place, for the one before was not over",
  ),
  duration: gauge("prometheus_rule_group_last_duration_seconds", ofGroup, "how long the last evaluation took"),
  interval: gauge("prometheus_rule_group_interval_seconds", ofGroup, "how often the group is evaluated"),
};

export const storage = {
  series: ofServer("prometheus_tsdb_head_series", "series that are kept in memory"),
  samples: counter(
    "prometheus_tsdb_head_samples_appended_total",
    [...servicePodLabels, "type"],
    "samples that were stored",
  ),
  /** Blocks, write-ahead log and head chunks together are what the limit counts (`BeyondSizeRetention`, tsdb/db.go). */
  blocks: ofServer("prometheus_tsdb_storage_blocks_bytes", "size of the blocks on disk"),
  writeAheadLog: ofServer("prometheus_tsdb_wal_storage_size_bytes", "size of the write-ahead log on disk"),
  headChunks: ofServer("prometheus_tsdb_head_chunks_storage_size_bytes", "size of the newest chunks on disk"),
  limit: ofServer("prometheus_tsdb_retention_limit_bytes", "how large all of them may become; 0 is no limit"),
};

/** Counters of what keeps samples from being stored, or the disk from being tidied. */
export const storageFaults = {
  compactions: countedByServer("prometheus_tsdb_compactions_failed_total", "compactions that failed"),
  reloads: countedByServer("prometheus_tsdb_reloads_failures_total", "blocks that could not be opened"),
  truncations: countedByServer("prometheus_tsdb_head_truncations_failed_total", "truncations of the head that failed"),
  walTruncations: countedByServer(
    "prometheus_tsdb_wal_truncations_failed_total",
    "truncations of the write-ahead log that failed",
  ),
  walWrites: countedByServer("prometheus_tsdb_wal_writes_failed_total", "writes to the write-ahead log that failed"),
};

/**
 * Counters of refused scrapes and samples, by what is wrong. Past a limit the whole scrape is refused; of the others
 * only the samples in question.
 */
export const refusals = {
  "sample limit": countedByServer(
    "prometheus_target_scrapes_exceeded_sample_limit_total",
    "scrapes with more samples than the target's limit",
  ),
  "label limit": countedByServer(
    "prometheus_target_scrape_pool_exceeded_label_limits_total",
    "scrapes with too many, or too long, labels",
  ),
  "body size": countedByServer(
    "prometheus_target_scrapes_exceeded_body_size_limit_total",
    "scrapes with more bytes than the limit",
  ),
  duplicate: countedByServer(
    "prometheus_target_scrapes_sample_duplicate_timestamp_total",
    "samples of a series that had another value at that moment",
  ),
  "out of order": countedByServer(
    "prometheus_target_scrapes_sample_out_of_order_total",
    "samples older than the newest of their series",
  ),
  "out of bounds": countedByServer(
    "prometheus_target_scrapes_sample_out_of_bounds_total",
    "samples from too long ago or from the future",
  ),
};

export const prometheus: MetricContract = {
  exporter: "Prometheus",
  version: asIn(charts.kubePrometheusStack),
  scrapedEvery: scrapeInterval,
  metrics: [
    up,
    ...Object.values(scrapes),
    ...Object.values(ruleGroups),
    ...Object.values(storage),
    ...Object.values(storageFaults),
    ...Object.values(refusals),
  ],
};
