import type { IConstruct } from "constructs";

/**
 * Takes a construct and all beneath it out of the tree.
 * @throws Error if there is none at that path
 */
export function takeOut(root: IConstruct, path: string): void {
  const found = root.node.findAll().find(({ node }) => node.path === path);
  if (found?.node.scope?.node.tryRemoveChild(found.node.id) !== true) throw new Error(`There is no ${path}.`);
}
