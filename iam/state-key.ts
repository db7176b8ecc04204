import type { PipelineRole } from "../environments/roles";
import { roleArn } from "../environments/roles";
import type { Bootstrapped } from "../environments/state";
import type { IamAction, PolicyDocument, Statement } from "../exporters/iam-policy";
import { policy } from "../exporters/iam-policy";

/** What AWS's console calls administrators of a key may do, action by action: nothing of it decrypts anything. */
const administers = [
  "kms:CancelKeyDeletion",
  "kms:CreateAlias",
  "kms:DeleteAlias",
  "kms:DescribeKey",
  "kms:DisableKey",
  "kms:DisableKeyRotation",
  "kms:EnableKey",
  "kms:EnableKeyRotation",
  "kms:GetKeyPolicy",
  "kms:GetKeyRotationStatus",
  "kms:ListGrants",
  "kms:ListKeyPolicies",
  "kms:ListKeyRotations",
  "kms:ListResourceTags",
  "kms:PutKeyPolicy",
  "kms:RevokeGrant",
  "kms:ScheduleKeyDeletion",
  "kms:TagResource",
  "kms:UntagResource",
  "kms:UpdateAlias",
  "kms:UpdateKeyDescription",
] as const satisfies readonly IamAction[];

/** What S3 asks of a key in the name of whoever reads an object, and of whoever writes one. */
const decrypts = ["kms:Decrypt"] as const satisfies readonly IamAction[];
const encrypts = [...decrypts, "kms:GenerateDataKey"] as const satisfies readonly IamAction[];

/**
 * Policy of the key that encrypts the state: who may use it, and only through S3. The account itself stands for whoever
 * its IAM lets: without it nobody could ever change the key again, nor bootstrap. The roles are named here and not in
 * their own policies, for what AWS will call the key is not known before it is made.
 */
export const stateKeyPolicy = (environment: Bootstrapped): PolicyDocument => {
  const { aws } = environment;
  const account = { AWS: `arn:aws:iam::${aws.accountId}:root` };
  const roles = (...names: readonly PipelineRole[]) => ({ AWS: names.map((name) => roleArn(environment, aws, name)) });
  const throughS3 = { StringEquals: { "kms:ViaService": `s3.${aws.region}.amazonaws.com` } };
  return policy(
    { Action: administers, Effect: "Allow", Principal: account, Resource: thisKey },
    { Action: encrypts, Condition: throughS3, Effect: "Allow", Principal: account, Resource: thisKey },
    use(decrypts, roles("plan"), throughS3),
    use(encrypts, roles("drift", "deploy"), throughS3),
  );
};

/**
 * In the policy of a key, and there only, it means the key whose policy it is (KMS Developer Guide, "Key policies").
 */
const thisKey = "*";

const use = (
  actions: readonly IamAction[],
  principal: { readonly AWS: readonly string[] },
  condition: Statement["Condition"],
): Statement => ({
  Action: actions,
  ...(condition && { Condition: condition }),
  Effect: "Allow",
  Principal: principal,
  Resource: thisKey,
});
