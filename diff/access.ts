import type { Change } from "./change";

type Widens = (change: Pick<Change, "what" | "before" | "after">) => boolean;

const levels = ["View", "Edit", "Admin"];

/**
 * Whether the change of an attribute allows more now, by the type of the resource: for what says who may do what, and
 * is no policy of IAM.
 */
export const accessOf: Readonly<Record<string, Widens>> = {
  // One privilege beside another, or another pattern of indices: nobody can tell which is wider.
  elasticstack_kibana_security_role: ({ what, after }) => after !== undefined && what !== "description",
  grafana_folder_permission: ({ before, after }) =>
    after !== undefined && !(levels.includes(after) && levels.indexOf(after) <= levels.indexOf(before ?? "")),
  grafana_team: ({ what = "", after }) => after !== undefined && /^(members|admins)\b/.test(what),
  aws_iam_role: ({ what = "", before, after }) =>
    what === "permissions_boundary"
      ? before !== undefined
      : after !== undefined && /^(managed_policy_arns|inline_policy)\b/.test(what),
  aws_s3_bucket_public_access_block: ({ after }) => after !== "true",
};
