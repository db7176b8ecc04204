import type { TerraformStack } from "cdktf";
import { LocalBackend, S3Backend } from "cdktf";
import { forTerraform, inStrings } from "../constructs/border";
import type { Environment } from "../environments/environment";

/** Where Terraform keeps the state of a stack. cdktf's default would write an absolute path into the output. */
export function addBackend(stack: TerraformStack, environment: Environment): void {
  const { id } = stack.node;
  const backend = inStrings(environment.backend, forTerraform);
  if (backend.kind === "local") {
    new LocalBackend(stack, { path: `${backend.directory}/${environment.name}.${id}.tfstate` });
    return;
  }
  const { bucket, region, prefix } = backend;
  new S3Backend(stack, { bucket, region, key: `${prefix}/${id}.tfstate`, encrypt: true })
    // Terraform ≥ 1.10 locks by an object beside the state; cdktf does not know the argument.
    .addOverride("use_lockfile", true);
}
