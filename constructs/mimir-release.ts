import { Construct } from "constructs";
import { elkUid, platformUid } from "../dashboards/links";
import type { Environment } from "../environments/environment";
import type { LongTermStore } from "../environments/long-term";
import { mimirName, mimirServiceAccount } from "../environments/names";
import { seriesAccessTo } from "../exporters/series-store";
import { charts } from "../versions";
import { awsOf, ensureAwsProvider } from "./aws-provider";
import { mimirValues } from "./chart-values/mimir-distributed";
import type { HasParts, Parts } from "./checked";
import { HelmRelease } from "./helm-release";
import { addPrivateBucket, deletedAndUnfinished } from "./private-bucket";
import { rulesRelease } from "./recording-rules";
import { ServiceAccountRole } from "./service-account-role";

export interface MimirReleaseProps {
  readonly environment: Pick<Environment, "name" | "cluster" | "backend" | "aws">;
  readonly store: LongTermStore;
  /** Names of the slices whose rules it evaluates, besides those of the monitoring itself. */
  readonly slices: readonly string[];
  /** The release that brings the kind ServiceMonitor. */
  readonly after: HelmRelease;
}

/** Mimir, which has all series: its bucket, the role by which it reaches that, and the release of its parts. */
export class MimirRelease extends Construct implements HasParts {
  readonly #parts: Parts;

  constructor(scope: Construct, id: string, { environment, store, slices, after }: MimirReleaseProps) {
    super(scope, id);
    const aws = awsOf(environment);
    ensureAwsProvider(this, aws);
    // Mimir removes what is too old; a block that S3 had expired it would still look for.
    const bucket = addPrivateBucket(this, {
      holds: "series",
      bucket: store.bucket,
      environment,
      tidy: [deletedAndUnfinished],
    });
    const role = new ServiceAccountRole(this, "role", {
      name: mimirServiceAccount,
      environment,
      purpose: "keep-series",
      may: seriesAccessTo(`arn:aws:s3:::${store.bucket}`),
    });
    const release = new HelmRelease(this, "release", {
      chart: charts.mimir,
      name: mimirName,
      values: mimirValues({
        store,
        aws,
        roleArn: role.arn,
        rules: [...slices, elkUid, platformUid].sort().map(rulesRelease),
      }),
      after: [after, ...bucket, ...role.parts()],
    });
    this.#parts = [...bucket, ...role.parts(), ...release.parts()];
  }

  parts(): Parts {
    return this.#parts;
  }
}
