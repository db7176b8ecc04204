import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import type { AwsAccess } from "../environments/access";
import type { Environment } from "../environments/environment";
import { providers } from "../versions";
import { forTerraform, inStrings } from "./border";

/**
 * The AWS account and region of an environment.
 * @throws Error if it has no AWS; the monitoring stack leaves out what would live there.
 */
export function awsOf({ name, aws }: Pick<Environment, "name" | "aws">): AwsAccess {
  if (!aws) throw new Error(`The environment "${name}" has no AWS: nothing can be measured there.`);
  return aws;
}

/**
 * Adds the AWS provider to the stack of `scope`, as soon as anything in it needs AWS; one in a stack. Credentials come
 * from where Terraform runs, and those of another account are refused.
 */
export function ensureAwsProvider(scope: Construct, aws: AwsAccess): void {
  const stack = TerraformStack.of(scope);
  if (stack.node.tryFindChild(id)) return;
  stack.addOverride("terraform.required_providers.aws.version", providers.aws);
  const { accountId, region } = inStrings(aws, forTerraform);
  new AwsProvider(stack, id, { region, allowedAccountIds: [accountId] });
}

const id = "aws";
