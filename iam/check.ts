import type { PolicyDocument } from "../exporters/iam-policy";
import type { Finding } from "../findings/finding";
import { errorUnless } from "../findings/finding";

/** What AWS refuses of a role, but only when it is made. */

export const checkRoleName = (where: string, name: string): Finding[] =>
  errorUnless(/^[\w+=,.@-]{1,64}$/.test(name), {
    id: "role-name",
    where,
    what: `"${name}" is not made of letters, digits and _+=,.@-, 64 characters at most.`,
    why: "AWS refuses it, but only when it is deployed.",
    fix: "the name begins with the cluster's: shorten that, or the resource's.",
  });

/**
 * "IAM and AWS STS quotas": all policies that stand in a role together, and one that stands by itself; without white
 * space.
 */
const most = { inRole: 10_240, byItself: 6_144 } as const;

export function checkLength(where: string, policy: PolicyDocument, kind: keyof typeof most): Finding[] {
  const { length } = JSON.stringify(policy);
  return errorUnless(length <= most[kind], {
    id: "policy-too-long",
    where,
    what: `it has ${length} characters; IAM takes ${most[kind]}.`,
    why: "AWS refuses it, but only when it is made.",
    fix: "each secret and each stack has a line of its own there: shorten the name of the cluster or of the environment.",
  });
}
