import type { PipelineRole } from "../environments/roles";
import { mainBranch } from "../environments/roles";
import type { Bootstrapped } from "../environments/state";
import type { PolicyDocument } from "../exporters/iam-policy";
import { policy } from "../exporters/iam-policy";

/** Issuer of the tokens that a job of GitHub Actions is given, as IAM names an OIDC provider. */
export const githubIssuer = "token.actions.githubusercontent.com";

/** Audience of the tokens of GitHub Actions: what `aws-actions/configure-aws-credentials` asks for. */
export const githubAudience = "sts.amazonaws.com";

export const githubProviderArn = (accountId: string): string =>
  `arn:aws:iam::${accountId}:oidc-provider/${githubIssuer}`;

/**
 * Numbers by which GitHub knows an owner and a repository besides their names, for ever: somebody else may have the
 * names later.
 */
export interface GithubIds {
  readonly owner: number;
  readonly repository: number;
}

/**
 * Name of a repository on GitHub, by its address.
 * @returns as the claim `sub` has it: `owner/name`, or `owner@1/name@2`; undefined for what is no repository on GitHub
 */
export function githubRepository(address: string, ids?: GithubIds): string | undefined {
  const [, owner, name] = /^https:\/\/github\.com\/([\w-]+)\/([\w.-]+)$/.exec(address) ?? [];
  if (owner === undefined || name === undefined) return undefined;
  return ids ? `${owner}@${ids.owner}/${name}@${ids.repository}` : `${owner}/${name}`;
}

/**
 * Ref of the branch whose runs may become `drift` or `deploy`: any branch can have a job that names an environment, and
 * GitHub makes one that it does not know, open to all. `sub` then only says the environment, so the branch is asked for
 * as well (STS looks at the claim `ref` since 2026).
 */
const main = `refs/heads/${mainBranch}`;

/**
 * Which runs may become that role, in GitHub's words for the claim `sub` ("OpenID Connect reference", example subject
 * claims). GitHub makes no such token for a pull request from a fork: its jobs may write nothing, also no `id-token`.
 */
const runs = {
  plan: () => "pull_request",
  drift: () => `ref:${main}`,
  deploy: ({ name }) => `environment:${name}`,
} as const satisfies Record<PipelineRole, (environment: Bootstrapped) => string>;

/**
 * Trust policy of a role of the pipeline: only jobs of this repository, and of these only the role's runs, become it.
 */
export const githubTrust = (environment: Bootstrapped, repository: string, role: PipelineRole): PolicyDocument =>
  policy({
    Action: ["sts:AssumeRoleWithWebIdentity"],
    Condition: {
      StringEquals: {
        [`${githubIssuer}:aud`]: githubAudience,
        ...(role === "deploy" && { [`${githubIssuer}:ref`]: main }),
        [`${githubIssuer}:sub`]: `repo:${repository}:${runs[role](environment)}`,
      },
    },
    Effect: "Allow",
    Principal: { Federated: githubProviderArn(environment.aws.accountId) },
  });
