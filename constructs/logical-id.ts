import type { TerraformElement } from "cdktf";

/**
 * Names a resource in Terraform's state after what it is, not after where it stands in the construct tree: a slice can
 * be moved or wrapped without being destroyed and made anew.
 */
export function nameInState<T extends TerraformElement>(element: T, name: string): T {
  element.overrideLogicalId(logicalId(name));
  return element;
}

/** A name as Terraform takes it: a letter or an underscore first. */
export const logicalId = (name: string): string =>
  name.replaceAll(/[^a-zA-Z0-9_-]/g, "-").replace(/^(?![a-zA-Z_])/, "_");
