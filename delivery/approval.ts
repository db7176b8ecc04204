import { mainBranch } from "../environments/roles";
import { Failed, failed } from "../findings/failed";
import type { Finding } from "../findings/finding";
import { error } from "../findings/finding";
import type { GitHub, Refuse } from "./github";
import { ask } from "./github";
import { plain } from "./plain";

/** What GitHub says of an environment: https://docs.github.com/en/rest/deployments/environments, version 2022-11-28. */
interface Gate {
  readonly name?: string;
  readonly protection_rules?: readonly Rule[] | null;
  /** Null lets in every branch. */
  readonly deployment_branch_policy?: { readonly custom_branch_policies: boolean } | null;
}

interface Rule {
  readonly type: string;
  /** One of them has to agree. */
  readonly reviewers?: readonly unknown[];
  readonly prevent_self_review?: boolean;
}

/** https://docs.github.com/en/rest/deployments/branch-policies */
interface Policies {
  readonly branch_policies?: readonly { readonly name: string; readonly type?: "branch" | "tag" }[];
}

/**
 * Whether GitHub asks somebody else before it lets a job of the environment in: only such a job may deploy.
 * @returns how many there are to ask, of whom one has to agree
 * @throws Failed if nobody is asked, others than the main branch are let in, or that cannot be known
 */
export async function reviewersOf(github: GitHub, environment: string): Promise<number> {
  const refuse = refuseFor(environment);
  const path = `environments/${encodeURIComponent(environment)}`;
  const get: Get = (below) => ask(github, "GET", `${path}${below}`, undefined, refuse);
  const gate = (await get("")) as Gate | null;
  if (gate?.name === undefined) throw refuse("it answered with something that is no environment.");
  const rule = gate.protection_rules?.find(({ type }) => type === "required_reviewers");
  const reviewers = rule?.reviewers?.length ?? 0;
  const whom = await letInBy(gate, get);
  const open = [
    ...(reviewers === 0 ? [asksNobody] : []),
    ...(reviewers > 0 && rule?.prevent_self_review !== true ? [asksOneself] : []),
    ...(whom.length === 1 && whom[0] === mainBranch ? [] : [letsIn(whom)]),
  ];
  if (open.length === 0) return reviewers;
  throw new Failed(
    "approval-not-asked",
    open.map((told) => error({ id: "approval-not-asked", where: placeOf(environment), ...told })),
  );
}

type Get = (below: string) => Promise<unknown>;

/** Which branches and tags. */
async function letInBy({ deployment_branch_policy: policy }: Gate, get: Get): Promise<readonly string[]> {
  if (!policy) return ["every branch"];
  // Which these are is said in another place, and as long as none is protected, it is every branch.
  if (!policy.custom_branch_policies) return ["every protected branch"];
  const answer = (await get("/deployment-branch-policies?per_page=100")) as Policies | null;
  return (answer?.branch_policies ?? []).map(({ name, type }) => (type === "tag" ? `the tag ${name}` : name));
}

const placeOf = (environment: string) => `GitHub › Settings › Environments › ${environment}`;

type Open = Pick<Finding, "what" | "why" | "fix">;

const asksNobody: Open = {
  what: "it has no required reviewers.",
  why: "GitHub asks nobody then, and what is merged is deployed at once.",
  fix: "name them under “Required reviewers”; if the plan has none: docs/delivery.md, “Setting up a repository”",
};

const asksOneself: Open = {
  what: "whoever starts a deployment may approve it.",
  why: "then nobody else need have seen its plan.",
  fix: "choose “Prevent self-review”",
};

const letsIn = (whom: readonly string[]): Open => ({
  what: `it lets in ${plain(whom.join(", ")) || "no branch"}, and not ${mainBranch} alone.`,
  why: "whoever may push another branch writes what its jobs do, and nobody has reviewed that.",
  fix: `under “Deployment branches and tags” choose “Selected branches and tags”, and of these ${mainBranch}`,
});

const refuseFor =
  (environment: string): Refuse =>
  (what, status) => {
    const where = placeOf(environment);
    if (status === 404)
      return failed({
        id: "approval-not-asked",
        where,
        what,
        why: "GitHub makes one when a job names it, and that one asks nobody and lets in every branch.",
        fix: "make it: docs/delivery.md, “Setting up a repository”; or is it another repository?",
      });
    const why = "whether anybody is asked before a deployment is not known.";
    return status === 401 || status === 403
      ? failed({ id: "credentials-refused", where, what, why, fix: "has the job the permission `actions: read`?" })
      : failed({ id: "api-unreachable", where, what, why, fix: "run the same again; is GITHUB_API_URL right?" });
  };
