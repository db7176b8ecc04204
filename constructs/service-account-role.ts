import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { Construct } from "constructs";
import { namespace } from "../environments/names";
import type { Environment } from "../environments/environment";
import type { IamAction } from "../exporters/iam-policy";
import { allow, trust } from "../exporters/iam-policy";
import type { Finding } from "../findings/finding";
import { errorUnless } from "../findings/finding";
import { awsOf, ensureAwsProvider } from "./aws-provider";
import { forTerraform, terraformJson } from "./border";
import type { HasFindings, HasParts, Parts } from "./checked";
import { nameInState } from "./logical-id";

export interface ExporterRoleProps {
  /** Of the exporter's service account. */
  readonly name: string;
  readonly environment: Pick<Environment, "name" | "cluster" | "aws">;
  /** What the exporter calls, and nothing else. */
  readonly actions: readonly IamAction[];
}

/** Who an exporter is in AWS: a role that the tokens of its service account open, and no key that could be lost (IRSA). */
export class ExporterRole extends Construct implements HasFindings, HasParts {
  /** Known at synth, so that plans say who an exporter will be. */
  readonly arn: string;
  readonly #roleName: string;
  readonly #parts: Parts;

  constructor(scope: Construct, id: string, { name, environment, actions }: ExporterRoleProps) {
    super(scope, id);
    const aws = awsOf(environment);
    ensureAwsProvider(this, aws);
    // An account may hold several clusters.
    this.#roleName = `${environment.cluster}-${name}`;
    this.arn = `arn:aws:iam::${aws.accountId}:role/${this.#roleName}`;
    const role = new IamRole(this, "role", {
      name: forTerraform(this.#roleName),
      description: forTerraform(`Exporter ${name} in the cluster ${environment.cluster}`),
      assumeRolePolicy: terraformJson(trust(aws, { namespace, name })),
    });
    const policy = new IamRolePolicy(this, "policy", {
      name: "read-metrics",
      role: nameInState(role, name).name,
      policy: terraformJson(allow(actions)),
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
