import { TerraformStack, TerraformVariable } from "cdktf";
import { Construct } from "constructs";
import type { Secret } from "../environments/contact-points";
import { logicalId, nameInState } from "./logical-id";

/** Refers to a sensitive variable without default, declared once per stack: the value stands in no file and no plan. */
export function secretValue(scope: Construct, { variable }: Secret): string {
  const variables = variablesOf(TerraformStack.of(scope));
  const id = logicalId(variable);
  const existing = variables.node.tryFindChild(id);
  const declared =
    existing instanceof TerraformVariable
      ? existing
      : nameInState(new TerraformVariable(variables, id, { type: "string", sensitive: true, nullable: false }), id);
  return declared.stringValue;
}

/**
 * Apart from all else in the stack. Names of services have no underscore: none of them can be in the place of these.
 */
const scopeId = "secret_variables";

function variablesOf(stack: TerraformStack): Construct {
  const existing = stack.node.tryFindChild(scopeId);
  return existing instanceof Construct ? existing : new Construct(stack, scopeId);
}
