import { Construct } from "constructs";
import type { Environment } from "../environments/environment";
import { releases } from "../environments/names";
import { blackbox } from "../signals/contracts/blackbox";
import { charts } from "../versions";
import { blackboxValues } from "./chart-values/prometheus-blackbox-exporter";
import type { Exported, HasExports, Parts } from "./checked";
import { HelmRelease } from "./helm-release";

export interface BlackboxReleaseProps {
  readonly environment: Environment;
  /** Releases that must be there first: the one that brings the namespace. */
  readonly after: readonly HelmRelease[];
}

/**
 * The blackbox exporter through which Prometheus asks services from this cluster. What it asks for comes with each
 * service.
 */
export class BlackboxRelease extends Construct implements HasExports {
  readonly #release: HelmRelease;

  constructor(scope: Construct, id: string, { environment, after }: BlackboxReleaseProps) {
    super(scope, id);
    this.#release = new HelmRelease(this, "blackbox", {
      chart: charts.blackboxExporter,
      name: releases.blackbox,
      after,
      values: blackboxValues(environment),
    });
  }

  parts(): Parts {
    return this.#release.parts();
  }

  /** The contract of the blackbox exporter, of nothing in particular: it answers those who ask. */
  exports(): Exported[] {
    return [{ contract: blackbox, of: [] }];
  }
}
