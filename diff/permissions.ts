import type { Change, Flag } from "./change";
import { changeOf } from "./change";
import type { Told } from "./context";
import { grantsOf, isWider, isWild, together, versionOf, without } from "./grants";
import type { Paired } from "./resources";
import { leafText } from "./tree";

/** Attributes that hold a policy of IAM, by the type of the resource. */
const policyIn: Readonly<Record<string, string>> = {
  aws_iam_role: "assume_role_policy",
  aws_iam_role_policy: "policy",
  aws_iam_policy: "policy",
  aws_kms_key: "policy",
  aws_s3_bucket_policy: "policy",
};

/** A policy that somebody else wrote, and that a role has besides its own: what it allows nobody here can read. */
function attachedChanges({ type, name, before, after, of }: Paired): Change[] {
  if (type !== "aws_iam_role_policy_attachment") return [];
  const [old, now] = [before, after].map((block) => leafText(block?.policy_arn));
  return changeOf(
    {
      ...{ section: "permissions", subject: `what the role may do besides: ${name}`, what: "attached policy" },
      ...(now !== undefined && { flags: ["widened"] }),
      ...(of && { of: of.name }),
    },
    old,
    now,
  );
}

/** What a policy allows more or less than before. Also of a resource that comes or goes. */
export function permissionChanges(pair: Paired): Told {
  const { type, name, before, after, of } = pair;
  const attribute = policyIn[type];
  if (attribute === undefined) return { changes: attachedChanges(pair), attributes: [] };
  const [olds, news] = [grantsOf(before?.[attribute]), grantsOf(after?.[attribute])];
  const gone = without(olds, news);
  const come = without(news, olds);
  const about = {
    section: "permissions",
    subject: `${words[type] ?? type} ${name}`,
    ...(of && { of: of.name }),
  } as const;
  // Variables within a policy are none in the older language.
  const language =
    before && after
      ? changeOf({ ...about, what: "language" }, versionOf(before[attribute]), versionOf(after[attribute]))
      : [];
  if (gone.length + come.length === 0) return { changes: language, attributes: [attribute] };
  const flags: Flag[] = [
    ...(isWider(olds, news) ? (["widened"] as const) : []),
    ...(come.some(isWild) ? (["wildcard"] as const) : []),
  ];
  const change: Change = {
    ...about,
    kind: before && after ? "changed" : after ? "added" : "removed",
    lines: [...together(gone).map((text) => `-${text}`), ...together(come).map((text) => `+${text}`)],
    ...(flags.length > 0 && { flags }),
  };
  return { changes: [change, ...language], attributes: [attribute] };
}

const words: Readonly<Record<string, string>> = {
  aws_iam_role: "who may take the role",
  aws_iam_role_policy: "what the role may do:",
  aws_iam_policy: "policy",
  aws_kms_key: "policy of the key",
  aws_s3_bucket_policy: "policy of the bucket",
};
