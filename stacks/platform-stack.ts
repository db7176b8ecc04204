import { TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import { BlackboxRelease } from "../constructs/blackbox-release";
import { GrafanaRelease } from "../constructs/grafana-release";
import { addHelmProvider } from "../constructs/helm-provider";
import { PrometheusRelease } from "../constructs/prometheus-release";
import type { Environment } from "../environments/environment";
import { addBackend } from "./backend";

export interface PlatformStackProps {
  readonly environment: Environment;
}

/** The slow-moving ground: the operator and its definitions, Prometheus, Grafana, the place to probe from. It holds no secret and needs none. */
export class PlatformStack extends TerraformStack {
  constructor(scope: Construct, id: string, { environment }: PlatformStackProps) {
    super(scope, id);
    addBackend(this, environment);
    addHelmProvider(this, environment.kubernetes);
    const prometheus = new PrometheusRelease(this, "prometheus", { environment });
    new GrafanaRelease(this, "grafana", { environment, after: [prometheus.operator] });
    if (environment.probes.places.some(({ exporter }) => exporter === undefined))
      new BlackboxRelease(this, "blackbox", { environment, after: [prometheus.operator] });
  }
}
