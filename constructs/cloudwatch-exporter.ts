import { Construct } from "constructs";
import type { ScrapeTarget } from "../alerts/target";
import type { Environment } from "../environments/environment";
import type { CloudWatchJob } from "../exporters/cloudwatch";
import { cloudwatchActions } from "../exporters/cloudwatch";
import { allowAnywhere, policy } from "../exporters/iam-policy";
import { cloudwatchFlows } from "../network/slices";
import { cloudwatch } from "../signals/contracts/cloudwatch";
import { charts } from "../versions";
import { cloudwatchExporterValues } from "./chart-values/yet-another-cloudwatch-exporter";
import type { Exported, HasExports, Parts } from "./checked";
import { HelmRelease } from "./helm-release";
import { NetworkAccess } from "./network-access";
import { ServiceAccountRole } from "./service-account-role";

export interface CloudWatchExporterProps {
  /** Name of the release, its pod, its Service, its service account and, after the cluster's name, its role in AWS. */
  readonly name: string;
  readonly environment: Pick<Environment, "name" | "cluster" | "backend" | "aws" | "exporter">;
  readonly job: CloudWatchJob;
}

/**
 * YACE, which asks CloudWatch for the metrics of one tagged resource. Each resource has its own: what it asks for, and
 * how often, is paid for by the request, and one that is throttled silences no other.
 */
export class CloudWatchExporter extends Construct implements HasExports {
  /**
   * How Prometheus scrapes the exporter. The operator names the job after the Service, the chart names that after the
   * release.
   */
  readonly target: ScrapeTarget;
  readonly #of: string;
  readonly #role: ServiceAccountRole;
  readonly #release: HelmRelease;
  readonly #network: NetworkAccess;

  constructor(scope: Construct, id: string, { name, environment, job }: CloudWatchExporterProps) {
    super(scope, id);
    this.target = { job: name, port: "http" };
    this.#of = job.tagged;
    this.#role = new ServiceAccountRole(this, "role", {
      name,
      environment,
      purpose: "read-metrics",
      may: policy(allowAnywhere(cloudwatchActions)),
    });
    this.#release = new HelmRelease(this, "release", {
      chart: charts.cloudwatchExporter,
      name,
      values: cloudwatchExporterValues({ name, size: environment.exporter, job, roleArn: this.#role.arn }),
      after: this.#role.parts(),
    });
    this.#network = new NetworkAccess(this, "network", { name, flows: cloudwatchFlows(name) });
  }

  parts(): Parts {
    return [...this.#role.parts(), ...this.#release.parts(), ...this.#network.parts()];
  }

  exports(): Exported[] {
    return [{ contract: cloudwatch, of: [this.#of] }];
  }
}
