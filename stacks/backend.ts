import type { TerraformStack } from "cdktf";
import { LocalBackend, S3Backend } from "cdktf";
import { forTerraform, inStrings } from "../constructs/border";
import type { Environment } from "../environments/environment";
import { stateKey, stateKeyArn } from "../environments/state";

/** Where Terraform keeps the state of a stack. cdktf's default would write an absolute path into the output. */
export function addBackend(stack: TerraformStack, environment: Environment): void {
  const { id } = stack.node;
  const { backend, aws } = environment;
  if (backend.kind === "local") {
    new LocalBackend(stack, { path: forTerraform(`${backend.directory}/${environment.name}.${id}.tfstate`) });
    return;
  }
  const { bucket } = backend;
  const place = aws && { region: aws.region, kmsKeyId: stateKeyArn(environment, aws) };
  new S3Backend(stack, inStrings({ bucket, key: stateKey(id), encrypt: true, ...place }, forTerraform))
    // Terraform ≥ 1.10 locks by an object beside the state; cdktf does not know the argument.
    .addOverride("use_lockfile", true);
}
