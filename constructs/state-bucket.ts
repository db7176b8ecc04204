import { KmsAlias } from "@cdktf/provider-aws/lib/kms-alias";
import { KmsKey } from "@cdktf/provider-aws/lib/kms-key";
import { Construct } from "constructs";
import type { Bootstrapped } from "../environments/state";
import { daysOfPlans, plansPrefix, stateKeyAlias } from "../environments/state";
import { stateKeyPolicy } from "../iam/state-key";
import { ensureAwsProvider } from "./aws-provider";
import { forTerraform, terraformJson } from "./border";
import type { HasParts, Parts } from "./checked";
import { nameInState } from "./logical-id";
import { addPrivateBucket } from "./private-bucket";

export interface StateBucketProps {
  readonly environment: Bootstrapped;
  /** The roles that the key names: KMS refuses names of nobody. */
  readonly after: Parts;
}

/** Name in the state of all that is made here: there is one of each in a stack. */
const name = "terraform-state";

/** Days within which a state that was overwritten can be brought back. */
const oldStatesKept = 90;

/**
 * The bucket in which Terraform keeps its state, with the key that encrypts it. Both hold secrets: see docs/secrets.md.
 */
export class StateBucket extends Construct implements HasParts {
  readonly #parts: Parts;

  constructor(scope: Construct, id: string, { environment, after }: StateBucketProps) {
    super(scope, id);
    ensureAwsProvider(this, environment.aws);
    const key = new KmsKey(this, "key", {
      description: forTerraform(`State of the monitoring of ${environment.cluster}`),
      enableKeyRotation: true,
      deletionWindowInDays: 30,
      policy: terraformJson(stateKeyPolicy(environment)),
      dependsOn: [...after],
      // Without it every version of the state is unreadable, for good.
      lifecycle: { preventDestroy: true },
    });
    const alias = new KmsAlias(this, "alias", {
      name: forTerraform(stateKeyAlias(environment)),
      targetKeyId: nameInState(key, name).keyId,
    });
    this.#parts = [
      key,
      nameInState(alias, name),
      ...addPrivateBucket(this, {
        holds: name,
        bucket: environment.backend.bucket,
        environment,
        kmsKeyArn: key.arn,
        tidy: [oldStates, oldPlans],
      }),
    ];
  }

  parts(): Parts {
    return this.#parts;
  }
}

const oldStates = {
  id: "old-states",
  status: "Enabled",
  filter: [{ prefix: "" }],
  abortIncompleteMultipartUpload: [{ daysAfterInitiation: 1 }],
  noncurrentVersionExpiration: [{ noncurrentDays: oldStatesKept }],
  // Locks that were given back leave markers behind; no state is ever ended by its age.
  expiration: [{ expiredObjectDeleteMarker: true }],
};

const oldPlans = {
  id: "old-plans",
  status: "Enabled",
  filter: [{ prefix: plansPrefix }],
  expiration: [{ days: daysOfPlans }],
  // What is deleted is gone the day after: plans hold secrets.
  noncurrentVersionExpiration: [{ noncurrentDays: 1 }],
};
