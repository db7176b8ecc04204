import { scrapeInterval } from "../../environments/scrape";
import { counter, gauge } from "../../promql/metric";
import { charts } from "../../versions";
import type { MetricContract } from "./contract";
import { asIn } from "./contract";

/**
 * What the Elasticsearch exporter emits with the collectors of
 * `constructs/chart-values/prometheus-elasticsearch-exporter.ts`. Its ServiceMonitor leaves `job` of the target's
 * labels, calls `name` `node`, and drops what every node says of itself: address, roles, and the cluster's name, which
 * would displace that of the Kubernetes cluster.
 */
const ofCluster = ["job"] as const;
const ofNode = ["job", "node"] as const;

export const elasticsearch = {
  answers: gauge(
    "elasticsearch_scrape_success",
    [...ofCluster, "collector"],
    "1 where a part of the exporter got its answer; that of `cluster-info` tells whether Elasticsearch answers at all",
  ),
  status: gauge("elasticsearch_cluster_health_status", [...ofCluster, "color"], "1 for the colour that it has, else 0"),
  nodes: gauge("elasticsearch_cluster_health_number_of_nodes", ofCluster, "nodes in the cluster"),
  shards: gauge("elasticsearch_cluster_health_active_shards", ofCluster, "shards that are in use, copies included"),
  dataNodes: gauge("elasticsearch_cluster_health_number_of_data_nodes", ofCluster, "nodes that keep shards"),
  unassigned: gauge("elasticsearch_cluster_health_unassigned_shards", ofCluster, "shards that no node keeps"),
  pendingTasks: gauge(
    "elasticsearch_cluster_health_number_of_pending_tasks",
    ofCluster,
    "changes of the cluster that wait for the master",
  ),
  maxShards: gauge(
    "elasticsearch_clustersettings_stats_max_shards_per_node",
    ofCluster,
    "shards that there may be for each data node",
  ),
  blocked: gauge(
    "elasticsearch_indices_settings_stats_read_only_indices",
    ofCluster,
    "indices that take no more lines because a disk is full",
  ),
  diskFree: gauge("elasticsearch_filesystem_data_available_bytes", ofNode, "bytes free on the disk of a node"),
  diskSize: gauge("elasticsearch_filesystem_data_size_bytes", ofNode, "size of the disk of a node"),
  heapUsed: gauge("elasticsearch_jvm_memory_used_bytes", [...ofNode, "area"], "memory of the JVM in use"),
  heapMax: gauge("elasticsearch_jvm_memory_max_bytes", [...ofNode, "area"], "memory that the JVM may use"),
  indexed: counter("elasticsearch_indices_indexing_index_total", ofNode, "lines written, copies included"),
  rejected: counter(
    "elasticsearch_thread_pool_rejected_count",
    [...ofNode, "type"],
    "requests turned away because too many wait; `write` is that of lines",
  ),
  streamSize: counter(
    "elasticsearch_data_stream_store_size_bytes",
    [...ofCluster, "data_stream"],
    "bytes on disk of a data stream, copies included; a size, whatever the exporter calls it",
  ),
  managed: gauge(
    "elasticsearch_ilm_index_status",
    [...ofCluster, "index", "phase", "action", "step"],
    "1 for an index with a life cycle, by where it stands in it; step ERROR is one that got stuck",
  ),
  snapshotsTaken: counter(
    "elasticsearch_slm_stats_total_snapshots_taken_total",
    ofCluster,
    "snapshots that the policy has taken",
  ),
};

export const elasticsearchExporter: MetricContract = {
  exporter: "Elasticsearch exporter",
  version: asIn(charts.elasticsearchExporter),
  scrapedEvery: scrapeInterval,
  metrics: Object.values(elasticsearch),
};
