import { TerraformStack, TerraformVariable } from "cdktf";
import type { Construct } from "constructs";
import type { Secret } from "../environments/contact-points";

/** Refers to a sensitive variable without default, declared once per stack: the value stands in no file and no plan. */
export function secretValue(scope: Construct, { variable }: Secret): string {
  const stack = TerraformStack.of(scope);
  const existing = stack.node.tryFindChild(variable);
  const declared =
    existing instanceof TerraformVariable
      ? existing
      : new TerraformVariable(stack, variable, { type: "string", sensitive: true, nullable: false });
  return declared.stringValue;
}
