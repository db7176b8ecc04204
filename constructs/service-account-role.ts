import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { Construct } from "constructs";
import { namespace } from "../environments/names";
import type { Environment } from "../environments/environment";
import type { PolicyDocument } from "../exporters/iam-policy";
import { trust } from "../exporters/iam-policy";
import type { Finding } from "../findings/finding";
import { errorUnless } from "../findings/finding";
import { awsOf, ensureAwsProvider } from "./aws-provider";
import { forTerraform, terraformJson } from "./border";
import type { HasFindings, HasParts, Parts } from "./checked";
import { nameInState } from "./logical-id";

export interface ServiceAccountRoleProps {
  /** Of the service account, in the namespace of the monitoring. */
  readonly name: string;
  readonly environment: Pick<Environment, "name" | "cluster" | "aws">;
  /** What for, in two words: `read-metrics`. */
  readonly purpose: string;
  /** What the pods of the account may do, and nothing else. */
  readonly may: PolicyDocument;
}

/** Who pods are in AWS: a role that the tokens of their service account open, and no key that could be lost (IRSA). */
export class ServiceAccountRole extends Construct implements HasFindings, HasParts {
  /** Known at synth, so that plans say who the pods will be. */
  readonly arn: string;
  readonly #roleName: string;
  readonly #parts: Parts;

  constructor(scope: Construct, id: string, { name, environment, purpose, may }: ServiceAccountRoleProps) {
    super(scope, id);
    const aws = awsOf(environment);
    ensureAwsProvider(this, aws);
    // An account may hold several clusters.
    this.#roleName = `${environment.cluster}-${name}`;
    this.arn = `arn:aws:iam::${aws.accountId}:role/${this.#roleName}`;
    const role = new IamRole(this, "role", {
      name: forTerraform(this.#roleName),
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
    return errorUnless(/^[\w+=,.@-]{1,64}$/.test(this.#roleName), {
      id: "role-name",
      where: `${this.node.path}.name`,
      what: `"${this.#roleName}" is not made of letters, digits and _+=,.@-, 64 characters at most.`,
      why: "AWS refuses it, but only when it is deployed.",
      fix: "the name begins with the cluster's: shorten that, or the resource's.",
    });
  }

  /** Whatever takes the role comes after these. */
  parts(): Parts {
    return this.#parts;
  }
}
