import { Construct } from "constructs";
import type { Environment } from "../environments/environment";
import { releases } from "../environments/names";
import { charts } from "../versions";
import { blackboxValues } from "./chart-values/prometheus-blackbox-exporter";
import { HelmRelease } from "./helm-release";

export interface BlackboxReleaseProps {
  readonly environment: Environment;
  /** Releases that must be there first: the one that brings the namespace. */
  readonly after: readonly HelmRelease[];
}

/** The blackbox exporter through which Prometheus asks services from this cluster. What it asks for comes with each service. */
export class BlackboxRelease extends Construct {
  constructor(scope: Construct, id: string, { environment, after }: BlackboxReleaseProps) {
    super(scope, id);
    new HelmRelease(this, "blackbox", {
      chart: charts.blackboxExporter,
      name: releases.blackbox,
      after,
      values: blackboxValues(environment.exporter),
    });
  }
}
