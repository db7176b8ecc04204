import { TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import { BlackboxRelease } from "../constructs/blackbox-release";
import { ElasticsearchExporter } from "../constructs/elasticsearch-exporter";
import { ElkCluster } from "../constructs/elk-cluster";
import { GrafanaRelease } from "../constructs/grafana-release";
import { addHelmProvider } from "../constructs/helm-provider";
import type { HelmRelease } from "../constructs/helm-release";
import { LogstashExporter } from "../constructs/logstash-exporter";
import { MimirRelease } from "../constructs/mimir-release";
import { NetworkAccess } from "../constructs/network-access";
import { PrometheusRelease } from "../constructs/prometheus-release";
import { SnapshotBucket } from "../constructs/snapshot-bucket";
import type { Environment } from "../environments/environment";
import { namespace } from "../environments/names";
import { componentsOf } from "../model/component";
import type { System } from "../model/system";
import { platformFlows } from "../network/platform";
import { nothingElse } from "../network/policies";
import { addBackend } from "./backend";
import { measuredIn } from "./monitored";

export interface PlatformStackProps {
  readonly environment: Environment;
  /** The system whose components' logs are collected. */
  readonly system: System;
}

/**
 * The slow-moving ground: the operators and their definitions, Prometheus, Elasticsearch and what belongs to it,
 * Grafana, the place to probe from. It holds no secret and needs none.
 */
export class PlatformStack extends TerraformStack {
  constructor(scope: Construct, id: string, { environment, system }: PlatformStackProps) {
    super(scope, id);
    addBackend(this, environment);
    addHelmProvider(this, environment.kubernetes);
    const prometheus = new PrometheusRelease(this, "prometheus", { environment });
    new NetworkAccess(this, "network", {
      name: "platform",
      flows: platformFlows(environment),
      policies: [nothingElse],
      after: [prometheus.operator],
    });
    addSeriesStore(this, { environment, system, after: prometheus.operator });
    const bucket = snapshotBucket(this, environment);
    const elk = new ElkCluster(this, "elk", {
      environment,
      components: componentsOf(system, namespace),
      ...(bucket && { snapshots: bucket.access }),
      after: [prometheus.operator, ...(bucket?.parts() ?? [])],
    });
    const measured = { environment, after: [prometheus.operator, elk.stack] };
    new ElasticsearchExporter(this, "elasticsearch-exporter", measured);
    new LogstashExporter(this, "logstash-exporter", measured);
    new GrafanaRelease(this, "grafana", { environment, after: [prometheus.operator, elk.stack] });
    if (environment.probes.places.some(({ exporter }) => exporter === undefined))
      new BlackboxRelease(this, "blackbox", { environment, after: [prometheus.operator] });
  }
}

/** Where one Prometheus is not to have all series. */
function addSeriesStore(scope: Construct, { environment, system, after }: PlatformStackProps & { after: HelmRelease }) {
  const { aws, prometheus } = environment;
  if (prometheus.longTerm && aws)
    new MimirRelease(scope, "mimir", {
      environment,
      store: prometheus.longTerm,
      slices: measuredIn(environment, system),
      after,
    });
}

/** A bucket is in AWS, or nowhere: that one is asked for without it is a finding of the environment. */
const snapshotBucket = (scope: Construct, environment: Environment): SnapshotBucket | undefined =>
  environment.elk.snapshots && environment.aws
    ? new SnapshotBucket(scope, "snapshots", { environment, snapshots: environment.elk.snapshots })
    : undefined;
