import { clusterSecrets, storesOf } from "../environments/cluster-secrets";
import type { Bootstrapped } from "../environments/state";
import type { PolicyDocument, Statement } from "../exporters/iam-policy";
import { allow, policy } from "../exporters/iam-policy";

/**
 * Right to read secrets of AWS Secrets Manager, by their names. AWS puts six characters of its own behind a name; `?`
 * stands for one, so that no secret is meant whose name only begins alike (Secrets Manager User Guide, "IAM policy
 * examples").
 */
export const readsSecrets = ({ aws: { accountId, region } }: Bootstrapped, names: readonly string[]): Statement =>
  allow(
    ["secretsmanager:GetSecretValue"],
    names.map((name) => `arn:aws:secretsmanager:${region}:${accountId}:secret:${name}-??????`),
  );

/** Policy of the External Secrets Operator: it reads what our Secrets are made of, and lists nothing. */
export const fillsSecrets = (environment: Bootstrapped): PolicyDocument =>
  policy(readsSecrets(environment, storesOf(environment, clusterSecrets(environment))));
