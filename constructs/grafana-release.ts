import { Construct } from "constructs";
import type { Environment } from "../environments/environment";
import { releases } from "../environments/names";
import { grafana } from "../signals/contracts/grafana";
import { charts } from "../versions";
import type { Exported, HasExports, Parts } from "./checked";
import { grafanaValues } from "./chart-values/grafana";
import { HelmRelease } from "./helm-release";

export interface GrafanaReleaseProps {
  readonly environment: Environment;
  /**
   * Releases that must be there first: the one that brings the kind ServiceMonitor; the one that has the certificates
   * made.
   */
  readonly after: readonly HelmRelease[];
}

/**
 * Grafana with its data sources. Dashboards, alert rules and contact points come through its API, from another stack.
 */
export class GrafanaRelease extends Construct implements HasExports {
  readonly #release: HelmRelease;

  constructor(scope: Construct, id: string, { environment, after }: GrafanaReleaseProps) {
    super(scope, id);
    this.#release = new HelmRelease(this, "grafana", {
      chart: charts.grafana,
      name: releases.grafana,
      after,
      values: grafanaValues(environment),
    });
  }

  parts(): Parts {
    return this.#release.parts();
  }

  exports(): Exported[] {
    return [{ contract: grafana }];
  }
}
