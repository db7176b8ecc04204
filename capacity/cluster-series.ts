import type { Environment } from "../environments/environment";
import type { System } from "../model/system";
import { copies, nodes, targetsOf } from "../scenarios/targets";
import { cadvisor } from "../signals/contracts/cadvisor";
import { grafana } from "../signals/contracts/grafana";
import { elasticsearchExporter } from "../signals/contracts/elasticsearch";
import { containerLimits, containerRequests, kubeStateMetrics } from "../signals/contracts/kube-state-metrics";
import { logstashMetrics } from "../signals/contracts/logstash";
import { prometheus } from "../signals/contracts/prometheus";
import type { ElkSettings } from "../environments/elk";
import * as usual from "./assumptions";
import type { Domains, SeriesEstimate } from "./series";
import { seriesOf } from "./series";

/** How much there is of what is described. */
export interface Surroundings {
  /** How many times as many services and resources there are as are described; 1 is just these. */
  readonly times: number;
  /** How many components write lines. */
  readonly components: number;
  /** How many indices their lines make. */
  readonly indices: number;
  /** How many groups of recording rules there are. */
  readonly ruleGroups: number;
}

/** How many pods there are of what is described, and how many nodes they run on: never fewer than there are zones. */
export function podsAndNodes({ services }: System, times: number): { readonly pods: number; readonly nodes: number } {
  const pods = Math.round(times * copies.pods * services.length);
  return { pods, nodes: Math.max(nodes.cluster, Math.ceil(pods / usual.podsOnNode)) };
}

/** Series that are told of the cluster and of the monitoring itself. */
export function clusterSeries(system: System, environment: Environment, there: Surroundings): SeriesEstimate[] {
  const { prometheus: size, grafana: grafanas, elk } = environment;
  const alone = targetsOf({ ...system, services: [], resources: [] }, environment).length;
  const targets = alone + Math.round(there.times * (targetsOf(system, environment).length - alone));
  const cluster = podsAndNodes(system, there.times);
  const container = cluster.pods + cluster.nodes * usual.systemContainers;
  const workloads = Math.round(there.times * system.services.length) + usual.systemWorkloads;
  const of = (slice: string) => (from: string, series: number) => ({ from, slice, grows: false, usual: series });
  const platform = of("platform");
  const elkOf = of("elk");
  return [
    platform(cadvisor.exporter, seriesOf(cadvisor.metrics, { container })),
    platform(kubeStateMetrics.exporter, stateSeries(container, workloads)),
    platform("node exporter", cluster.nodes * usual.ownSeries.nodeExporter),
    platform("Prometheus, of targets", targets * usual.seriesOfTarget),
    platform("Prometheus, of rule groups", usual.ownSeries.ruleGroup * there.ruleGroups * size.replicas),
    platform(prometheus.exporter, size.replicas * usual.ownSeries.prometheus),
    platform("Prometheus operator", usual.ownSeries.operator),
    platform(grafana.exporter, grafanas.replicas * usual.ownSeries.grafana),
    elkOf(elasticsearchExporter.exporter, elasticsearchSeries(elk, there)),
    elkOf(logstashMetrics.exporter, seriesOf(logstashMetrics.metrics, { node: elk.logstash.replicas })),
  ];
}

/** All series of containers, and two of each workload: how many pods there should be, and how many are ready. */
function stateSeries(container: number, workloads: number): number {
  const ofContainers = kubeStateMetrics.metrics.filter(({ labels }) => labels.includes("uid"));
  // Stated of both, processors and memory.
  const twice = seriesOf([containerLimits, containerRequests], { container });
  return seriesOf(ofContainers, { container }) + twice + 2 * workloads;
}

/** Series of each node, of each data stream, and of each index: its life cycle. */
function elasticsearchSeries(
  { elasticsearch: { hot, warm, masters } }: ElkSettings,
  { components, indices }: Surroundings,
): number {
  const node = hot.replicas + (warm?.replicas ?? 0) + (masters?.replicas ?? 0);
  const domains: Domains = { node, data_stream: components, index: indices, color: 3, collector: 8, area: 2, type: 12 };
  return seriesOf(elasticsearchExporter.metrics, domains);
}
