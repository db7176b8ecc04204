/**
 * terraform-provider-aws 6.25.0. AWS keeps a policy as it came, or with single elements in the place of lists and lists
 * in another order: documented is neither, so that here it does all of this.
 */
import type { AttributeBehaviour, Attributes, ResourceBehaviour } from "./behaviour";
import { byDefault, forgiven } from "./behaviour";
import { goJson, isTree, mapTree, parsed } from "./json";

const sdk = (attributes: Attributes): ResourceBehaviour => ({ legacy: true, attributes });

/** verify `SuppressEquivalentPolicyDiffs`, `PolicyToSet`, with hashicorp/awspolicyequivalence. */
export const policy: AttributeBehaviour = forgiven(storedPolicy, policyMeaning);

function storedPolicy(text: string): string {
  const document = parsed(text);
  if (!isTree(document)) return text;
  return goJson(mapTree(document, (node) => (isTexts(node) ? (node.length === 1 ? node[0] : [...node].sort()) : node)));
}

/**
 * Lists as sets, a text as a list of one, an account as its root, numbers and truths as texts; statements in any order.
 */
function policyMeaning(text: string): unknown {
  const document = parsed(text);
  if (!isTree(document)) return text;
  const statements = [document.Statement ?? []]
    .flat()
    .map((statement) =>
      goJson(
        isTree(statement)
          ? Object.fromEntries(
              Object.entries(statement).map(([key, value]) => [
                key,
                words.includes(key) ? String(value).toLowerCase() : asSets(value),
              ]),
            )
          : statement,
      ),
    );
  return { Version: document.Version, Id: document.Id, statements: statements.sort() };
}

const words = ["Effect"];

const asSets = (value: unknown): unknown => {
  if (isTree(value)) return Object.fromEntries(Object.entries(value).map(([key, child]) => [key, asSets(child)]));
  return [value]
    .flat()
    .map((element) => String(element).replace(/^(\d{12})$/, "arn:aws:iam::$1:root"))
    .sort();
};

const isTexts = (node: unknown): node is string[] =>
  Array.isArray(node) && node.every((element) => typeof element === "string");

/** service/iam `resourceRoleRead`. */
export const iamRole = sdk({
  assume_role_policy: policy,
  force_detach_policies: byDefault(false),
  max_session_duration: byDefault(3600),
  path: byDefault("/"),
});
export const withPolicy = sdk({ policy });
export const iamPolicy = sdk({ policy, path: byDefault("/") });

/** service/iam `suppressOpenIDURL`: IAM hands the address out without its scheme. */
export const openIdProvider = sdk({
  url: forgiven(
    (url) => url.replace(/^https:\/\//, ""),
    (url) => url.replace(/^https:\/\//, ""),
  ),
});

/** service/kms `resourceKeyRead`. */
export const kmsKey = sdk({
  policy,
  bypass_policy_lockout_safety_check: byDefault(false),
  customer_master_key_spec: byDefault("SYMMETRIC_DEFAULT"),
  enable_key_rotation: byDefault(false),
  is_enabled: byDefault(true),
  key_usage: byDefault("ENCRYPT_DECRYPT"),
});

export const bucket = sdk({ force_destroy: byDefault(false) });
export const asWritten = sdk({});

/**
 * service/s3 `bucketLifecycleConfigurationResource`: what nobody set is empty, as before the framework (`LegacyValue`).
 */
export const bucketLifecycle: ResourceBehaviour = {
  legacy: false,
  attributes: {
    expected_bucket_owner: byDefault(""),
    transition_default_minimum_object_size: byDefault("all_storage_classes_128K"),
    "rule.prefix": byDefault(""),
    "rule.expiration.days": byDefault(0),
    "rule.expiration.expired_object_delete_marker": byDefault(false),
  },
};

/** service/s3 `resourceBucketPublicAccessBlockRead`. */
export const publicAccessBlock = sdk(
  Object.fromEntries(
    ["block_public_acls", "block_public_policy", "ignore_public_acls", "restrict_public_buckets"].map((name) => [
      name,
      byDefault(false),
    ]),
  ),
);
