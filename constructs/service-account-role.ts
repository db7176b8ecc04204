import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { Construct } from "constructs";
import { namespace } from "../environments/names";
import type { Environment } from "../environments/environment";
import { accountRoleArn, accountRoleName, boundaryArn, deployedRoles } from "../environments/roles";
import type { PolicyDocument } from "../exporters/iam-policy";
import { trust } from "../exporters/iam-policy";
import type { Finding } from "../findings/finding";
import { checkLength, checkRoleName } from "../iam/check";
import { awsOf, ensureAwsProvider } from "./aws-provider";
import { forTerraform, terraformJson } from "./border";
import type { HasFindings, HasParts, Parts } from "./checked";
import { nameInState } from "./logical-id";

export interface ServiceAccountRoleProps {
  /** Name of the service account, in the namespace of the monitoring. */
  readonly name: string;
  readonly environment: Pick<Environment, "name" | "cluster" | "backend" | "aws">;
  /** What the role is for, in two words: `read-metrics`. */
  readonly purpose: string;
  /** What the pods of the account may do, and nothing else. */
  readonly may: PolicyDocument;
  /**
   * Who makes the role. What a deployment makes stands below its own path and, where there is a bootstrap, within its
   * boundary: so whoever deploys can give nobody more, not even by a policy that allows everything.
   * @default "deployment"
   */
  readonly madeBy?: "bootstrap" | "deployment";
}

/** Who pods are in AWS: a role that the tokens of their service account open, and no key that could be lost (IRSA). */
export class ServiceAccountRole extends Construct implements HasFindings, HasParts {
  /** ARN of the role, known at synth, so that plans say who the pods will be. */
  readonly arn: string;
  readonly #roleName: string;
  readonly #may: PolicyDocument;
  readonly #parts: Parts;

  constructor(scope: Construct, id: string, props: ServiceAccountRoleProps) {
    super(scope, id);
    const { name, environment, purpose, may, madeBy = "deployment" } = props;
    const aws = awsOf(environment);
    ensureAwsProvider(this, aws);
    this.#may = may;
    this.#roleName = accountRoleName(environment, name);
    const path = madeBy === "deployment" ? deployedRoles(environment) : "/";
    this.arn = accountRoleArn(environment, aws, name, path);
    const isBounded = madeBy === "deployment" && environment.backend.kind === "s3";
    const role = new IamRole(this, "role", {
      name: forTerraform(this.#roleName),
      path: forTerraform(path),
      ...(isBounded && { permissionsBoundary: forTerraform(boundaryArn(environment, aws)) }),
      description: forTerraform(`Service account ${namespace}/${name} in the cluster ${environment.cluster}`),
      assumeRolePolicy: terraformJson(trust(aws, { namespace, name })),
    });
    const policy = new IamRolePolicy(this, "policy", {
      name: purpose,
      role: nameInState(role, name).name,
      policy: terraformJson(may),
    });
    this.#parts = [role, nameInState(policy, name)];
  }

  findings(): Finding[] {
    return [
      ...checkRoleName(`${this.node.path}.name`, this.#roleName),
      ...checkLength(`${this.node.path}.policy`, this.#may, "inRole"),
    ];
  }

  /** Terraform resources of the role: whatever takes it comes after these. */
  parts(): Parts {
    return this.#parts;
  }
}
