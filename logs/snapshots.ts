import type { Environment } from "../environments/environment";
import type { Duration } from "../units/quantities";
import { days } from "../units/quantities";
import { allDataStreams } from "./names";

/** Where Elasticsearch keeps copies of indices. */
export interface SnapshotRepository {
  readonly name: string;
  /** Name of the bucket, in the environment's account and region. */
  readonly bucket: string;
}

/** What is copied, when, and for how long: what Elasticsearch calls a snapshot lifecycle policy. */
export interface SnapshotPolicy {
  readonly name: string;
  /** Name of the repository. */
  readonly repository: string;
  /** When snapshots are taken, as Quartz writes it, seconds first, in UTC: `0 0 2 * * ?`. */
  readonly schedule: string;
  /** Name of each snapshot: date math, which Elasticsearch makes unique. */
  readonly snapshotName: string;
  readonly indices: readonly [string, ...string[]];
  readonly includeGlobalState: boolean;
  readonly featureStates: readonly [string, ...string[]];
  readonly expireAfter: Duration;
  /** Number of the newest snapshots, which are kept however old. */
  readonly minCount: number;
  /** Largest number of snapshots; of more, the oldest go, however young. */
  readonly maxCount: number;
}

export interface Snapshots {
  readonly repository: SnapshotRepository;
  readonly policy: SnapshotPolicy;
}

/** Name of the repository that all indices are copied to. */
export const snapshotRepositoryName = "logs";

/** Name of the snapshot policy, for which indices wait before they are deleted. */
export const snapshotPolicyName = "logs-daily";

/** Number of snapshots that are kept, should they fail for long. */
const atLeast = 7;

/** Daily copies of all that is logged, and of what people have saved in Kibana; undefined where there are none. */
export function snapshotsOf({ name, elk: { snapshots } }: Pick<Environment, "name" | "elk">): Snapshots | undefined {
  if (!snapshots) return undefined;
  const { bucket, keepFor } = snapshots;
  const keptDays = Math.ceil(keepFor.milliseconds / days(1).milliseconds);
  return {
    repository: { name: snapshotRepositoryName, bucket },
    policy: {
      name: snapshotPolicyName,
      repository: snapshotRepositoryName,
      // At night, and after Elasticsearch has removed what is expired (`slm.retention_schedule`, 1:30 by default).
      schedule: "0 0 2 * * ?",
      snapshotName: "<logs-{now/d}>",
      indices: [allDataStreams(name)],
      /*
       * Templates, policies, pipelines, roles and settings come from here: a restored cluster gets them from Terraform,
       * and an older state of them would undo it. Users and their hashes have no business in a bucket either. What
       * people save in Kibana is nowhere else.
       */
      includeGlobalState: false,
      featureStates: ["kibana"],
      expireAfter: keepFor,
      minCount: Math.min(atLeast, keptDays),
      // Those of the days, and as many again that somebody runs between: only the age decides.
      maxCount: 2 * keptDays,
    },
  };
}
