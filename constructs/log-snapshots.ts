import { ElasticsearchSnapshotLifecycle } from "@cdktf/provider-elasticstack/lib/elasticsearch-snapshot-lifecycle";
import { ElasticsearchSnapshotRepository } from "@cdktf/provider-elasticstack/lib/elasticsearch-snapshot-repository";
import { Construct } from "constructs";
import type { Finding } from "../findings/finding";
import { within } from "../findings/finding";
import { checkSnapshots } from "../logs/check-retention";
import type { SnapshotPolicy, SnapshotRepository, Snapshots } from "../logs/snapshots";
import { elasticsearchDuration } from "../units/text";
import { forTerraform, inStrings } from "./border";
import type { HasFindings, HasParts, Parts } from "./checked";
import { nameInState } from "./logical-id";

export interface LogSnapshotsProps {
  readonly snapshots: Snapshots;
}

/** Copies of all that is logged, made every night. Lifecycle policies that wait for them come after these. */
export class LogSnapshots extends Construct implements HasFindings, HasParts {
  readonly #snapshots: Snapshots;
  readonly #parts: Parts;

  constructor(scope: Construct, id: string, { snapshots }: LogSnapshotsProps) {
    super(scope, id);
    this.#snapshots = snapshots;
    const repository = addRepository(this, snapshots.repository);
    this.#parts = [repository, addPolicy(this, snapshots.policy, repository)];
  }

  findings(): Finding[] {
    return within(this.node.path, checkSnapshots(this.#snapshots));
  }

  parts(): Parts {
    return this.#parts;
  }
}

/**
 * How its objects are encrypted is the bucket's to say: `server_side_encryption` would ask for another key than its.
 */
const addRepository = (scope: Construct, { name, bucket }: SnapshotRepository) =>
  nameInState(
    new ElasticsearchSnapshotRepository(scope, "repository", {
      name: forTerraform(name),
      s3: { bucket: forTerraform(bucket) },
    }),
    name,
  );

const addPolicy = (scope: Construct, policy: SnapshotPolicy, repository: ElasticsearchSnapshotRepository) =>
  nameInState(
    new ElasticsearchSnapshotLifecycle(scope, "policy", {
      ...inStrings(
        {
          name: policy.name,
          schedule: policy.schedule,
          snapshotName: policy.snapshotName,
          indices: [...policy.indices],
          featureStates: [...policy.featureStates],
          expireAfter: elasticsearchDuration(policy.expireAfter),
        },
        forTerraform,
      ),
      repository: repository.name,
      includeGlobalState: policy.includeGlobalState,
      // An index that is not whole would be deleted with only a part of it kept.
      partial: false,
      ignoreUnavailable: true,
      minCount: policy.minCount,
      maxCount: policy.maxCount,
    }),
    policy.name,
  );
