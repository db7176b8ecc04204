import { IamOpenidConnectProvider } from "@cdktf/provider-aws/lib/iam-openid-connect-provider";
import { IamPolicy } from "@cdktf/provider-aws/lib/iam-policy";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { Construct } from "constructs";
import type { PipelineRole } from "../environments/roles";
import { boundaryName, pipelineRoles, roleName } from "../environments/roles";
import type { Bootstrapped } from "../environments/state";
import type { Finding } from "../findings/finding";
import { errorUnless } from "../findings/finding";
import { boundary } from "../iam/boundary";
import { checkLength, checkRoleName } from "../iam/check";
import { githubAudience, githubIssuer, githubRepository, githubTrust } from "../iam/github";
import { pipelinePolicies } from "../iam/pipeline";
import type { System } from "../model/system";
import { ensureAwsProvider } from "./aws-provider";
import { forTerraform, terraformJson } from "./border";
import type { HasFindings, HasParts, Parts } from "./checked";
import { nameInState } from "./logical-id";

export interface PipelineRolesProps {
  readonly environment: Bootstrapped;
  /** Says the repository whose jobs take the roles. */
  readonly system: Pick<System, "repository" | "repositoryIds">;
}

/**
 * Roles by which GitHub's jobs work in AWS, with no key that could be lost: only tokens of this repository open them.
 * And the boundary: what the roles that they make can do at most.
 */
export class PipelineRoles extends Construct implements HasFindings, HasParts {
  readonly #environment: Bootstrapped;
  readonly #system: PipelineRolesProps["system"];
  readonly #parts: Parts;

  constructor(scope: Construct, id: string, { environment, system }: PipelineRolesProps) {
    super(scope, id);
    this.#environment = environment;
    this.#system = system;
    ensureAwsProvider(this, environment.aws);
    const most = nameInState(
      new IamPolicy(this, "boundary", {
        name: forTerraform(boundaryName(environment)),
        description: forTerraform(`The most that roles of the monitoring of ${environment.cluster} can do`),
        policy: terraformJson(boundary(environment)),
      }),
      "boundary",
    );
    const github = environment.aws.knowsGithub ? [] : [addGithub(this)];
    const repository = githubRepository(system.repository, system.repositoryIds) ?? "";
    const roles = pipelineRoles.flatMap((role) => addRole(this, role, environment, repository));
    this.#parts = [most, ...github, ...roles];
  }

  findings(): Finding[] {
    const environment = this.#environment;
    const { path } = this.node;
    const { repository, repositoryIds } = this.#system;
    const ids = repositoryIds ? [repositoryIds.owner, repositoryIds.repository] : [];
    return [
      ...errorUnless(
        ids.every((id) => Number.isSafeInteger(id) && id > 0),
        {
          id: "repository-id",
          where: `${path}.repositoryIds`,
          what: `${ids.join(" and ")} are not two whole numbers above 0.`,
          why: "the roles would be open to nobody: GitHub's tokens have other numbers.",
          fix: "mend `repositoryIds` in system/index.ts: gh api repos/owner/name --jq '.owner.id, .id'",
        },
      ),
      ...errorUnless(githubRepository(repository) !== undefined, {
        id: "repository-not-on-github",
        where: `${path}.repository`,
        what: `"${repository}" is not the address of a repository on GitHub: https://github.com/owner/name.`,
        why: "the roles that deploy are opened by GitHub's tokens for that repository: nobody's would fit.",
        fix: "mend `repository` in system/index.ts; for another CI, say in iam/github.ts whose tokens are meant.",
      }),
      ...pipelineRoles.flatMap((role) => [
        ...checkRoleName(`${path}/${role}.name`, roleName(environment, role)),
        ...checkLength(`${path}/${role}.policy`, pipelinePolicies[role](environment), "inRole"),
      ]),
      ...checkLength(`${path}/boundary.policy`, boundary(environment), "byItself"),
    ];
  }

  parts(): Parts {
    return this.#parts;
  }
}

/** AWS knows GitHub's certificates by itself: no thumbprint. Others may use it too: no plan removes it. */
const addGithub = (scope: Construct) =>
  nameInState(
    new IamOpenidConnectProvider(scope, "github", {
      url: `https://${githubIssuer}`,
      clientIdList: [githubAudience],
      lifecycle: { preventDestroy: true },
    }),
    "github",
  );

const purposes = {
  plan: "compares pull requests with the state, and changes nothing",
  drift: "looks at what is deployed, and saves plans",
  deploy: "makes what was planned, once it is approved",
} as const satisfies Record<PipelineRole, string>;

function addRole(scope: Construct, name: PipelineRole, environment: Bootstrapped, repository: string): Parts {
  const role = new IamRole(scope, name, {
    name: forTerraform(roleName(environment, name)),
    description: forTerraform(`Monitoring of ${environment.cluster}: ${purposes[name]}`),
    assumeRolePolicy: terraformJson(githubTrust(environment, repository, name)),
  });
  const policy = new IamRolePolicy(scope, `${name}-policy`, {
    name,
    role: nameInState(role, name).name,
    policy: terraformJson(pipelinePolicies[name](environment)),
  });
  return [role, nameInState(policy, name)];
}
