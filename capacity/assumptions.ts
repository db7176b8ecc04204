/**
 * What nobody describes and the number of series depends on, of a usual day. How many nodes and pods there are stands in
 * scenarios/targets.ts.
 */

/** An endpoint answers with so many statuses within a few hours: a success, a redirect, the caller's own fault, a failure. */
export const statuses = 4;

/** Of requests off the declared routes: they are not found, or not allowed. */
export const undeclaredStatuses = 2;

/** Of a database: sessions by what they do, and statements that pg_stat_statements is asked for. */
export const database = { sessions: 8, statements: 50, collectors: 10 } as const;

/** Of each queue: channels of its consumers and of its publishers; bindings. */
export const queue = { channels: 3, bindings: 2 } as const;

/** Parts of an HTTP request that a probe tells apart. */
export const probePhases = 5;

/** Pods of what is described that share a node: of 1 GiB each, on one of 16 GiB. */
export const podsOnNode = 12;

/** Containers on every node that belong to the cluster and not to what is described: network, volumes, DNS, Filebeat. */
export const systemContainers = 12;

/** Deployments and DaemonSets besides the described ones. */
export const systemWorkloads = 25;

/** Alerts, parts and groups of a slice that its series tell apart. */
export const parts = { part: 6, what: 3, fate: 2, alarm: 2, phase: probePhases, objective: 2, reason: 8 } as const;

/**
 * What pods tell of themselves and is kept as a whole, for nobody chose among it. Prometheus and collectors are held to it
 * by __tests__/live/capacity.test.ts. A node exporter had 507 on 2 processors with hardly a disk. The others are orders of
 * magnitude that nobody has measured here: Grafana and the operator of a quiet cluster.
 */
export const ownSeries = {
  prometheus: 700,
  /** Of each group of recording rules, in Prometheus. */
  ruleGroup: 12,
  operator: 600,
  grafana: 3000,
  collector: 100,
  nodeExporter: 1000,
} as const;

/**
 * What Prometheus writes of each target: `up`, `scrape_duration_seconds`, `scrape_samples_scraped`,
 * `scrape_samples_post_metric_relabeling`, `scrape_series_added`; and with the feature `extra-scrape-metrics`
 * `scrape_timeout_seconds`, `scrape_sample_limit`, `scrape_body_size_bytes` (docs/feature_flags.md of prometheus/prometheus).
 */
export const seriesOfTarget = 8;
