/**
 * What nobody describes and the number of series depends on, of a usual day. How many nodes and pods there are stands
 * in scenarios/targets.ts.
 */

/** How many statuses an endpoint answers with in some hours: a success, a redirect, the caller's fault, a failure. */
export const statuses = 4;

/** How many statuses requests off the declared routes are answered with: they are not found, or not allowed. */
export const undeclaredStatuses = 2;

/** What the series of a database tell apart: what sessions do, statements of pg_stat_statements, collectors. */
export const database = { sessions: 8, statements: 50, collectors: 10 } as const;

/** How many channels, of consumers and of publishers, and how many bindings each queue has. */
export const queue = { channels: 3, bindings: 2 } as const;

/** How many parts of an HTTP request a probe tells apart. */
export const probePhases = 5;

/** How many pods of what is described share a node: of 1 GiB each, on one of 16 GiB. */
export const podsOnNode = 12;

/** How many containers of each node are the cluster's and not of what is described: network, volumes, DNS, Filebeat. */
export const systemContainers = 12;

/** How many Deployments and DaemonSets there are besides the described ones. */
export const systemWorkloads = 25;

/** How many values labels of recorded series have: parts of a slice, its alerts, reasons and the like. */
export const parts = { part: 6, what: 3, fate: 2, alarm: 2, phase: probePhases, objective: 2, reason: 8 } as const;

/**
 * Series that each pod tells of itself, all of which are kept, for nobody chose among them. Prometheus and collectors
 * are held to these by __tests__/live/capacity.test.ts. A node exporter had 507 on 2 processors with hardly a disk. The
 * others are orders of magnitude that nobody has measured here: Grafana and the operator of a quiet cluster.
 */
export const ownSeries = {
  prometheus: 700,
  /** Series that Prometheus tells of each group of recording rules. */
  ruleGroup: 12,
  operator: 600,
  grafana: 3000,
  collector: 100,
  nodeExporter: 1000,
} as const;

/**
 * Series that Prometheus writes of each target: `up`, `scrape_duration_seconds`, `scrape_samples_scraped`,
 * `scrape_samples_post_metric_relabeling`, `scrape_series_added`; and with the feature `extra-scrape-metrics`
 * `scrape_timeout_seconds`, `scrape_sample_limit`, `scrape_body_size_bytes` (prometheus/prometheus,
 * docs/feature_flags.md).
 */
export const seriesOfTarget = 8;
