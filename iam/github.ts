import type { PipelineRole } from "../environments/roles";
import type { Bootstrapped } from "../environments/state";
import type { PolicyDocument } from "../exporters/iam-policy";
import { policy } from "../exporters/iam-policy";

/** Who signs the tokens that a job of GitHub Actions is given, as IAM names an OIDC provider. */
export const githubIssuer = "token.actions.githubusercontent.com";

/** For whom the tokens are made: what `aws-actions/configure-aws-credentials` asks for. */
export const githubAudience = "sts.amazonaws.com";

export const githubProviderArn = (accountId: string): string =>
  `arn:aws:iam::${accountId}:oidc-provider/${githubIssuer}`;

/** @returns `owner/name`; undefined for what is no repository on GitHub */
export const githubRepository = (address: string): string | undefined =>
  /^https:\/\/github\.com\/([\w-]+\/[\w.-]+)$/.exec(address)?.[1];

/**
 * Which runs may become that role, in GitHub's words for the claim `sub` ("About security hardening with OpenID
 * Connect", example subject claims). GitHub makes no such token for a pull request from a fork: its jobs may write
 * nothing, also no `id-token`.
 */
const runs = {
  plan: () => "pull_request",
  drift: () => "ref:refs/heads/main",
  deploy: ({ name }) => `environment:${name}`,
} as const satisfies Record<PipelineRole, (environment: Bootstrapped) => string>;

/** Only jobs of this repository, and of these only such runs, become who trusts like this. */
export const githubTrust = (environment: Bootstrapped, repository: string, role: PipelineRole): PolicyDocument =>
  policy({
    Action: ["sts:AssumeRoleWithWebIdentity"],
    Condition: {
      StringEquals: {
        [`${githubIssuer}:aud`]: githubAudience,
        [`${githubIssuer}:sub`]: `repo:${repository}:${runs[role](environment)}`,
      },
    },
    Effect: "Allow",
    Principal: { Federated: githubProviderArn(environment.aws.accountId) },
  });
