/** A configuration as plain JSON: what YAML, Helm values and Terraform's JSON have in common. */
export type Tree = null | boolean | number | string | readonly Tree[] | Branch;

export interface Branch {
  readonly [key: string]: Tree;
}

export function isBranch(tree: Tree | undefined): tree is Branch {
  return typeof tree === "object" && tree !== null && !Array.isArray(tree);
}

/** A branch below `tree`, empty where there is none. */
export function branchAt(tree: Tree | undefined, ...path: readonly string[]): Branch {
  const [key, ...rest] = path;
  if (!isBranch(tree)) return {};
  return key === undefined ? tree : branchAt(tree[key], ...rest);
}

/** As Helm lays values over a chart's defaults: branch by branch, lists whole, and a `null` takes the key away. */
export function overlaid(defaults: Branch, values: Branch): Branch {
  const merged = Object.entries(values).map(([key, value]): [string, Tree] => {
    const beneath = defaults[key];
    return [key, isBranch(value) ? overlaid(isBranch(beneath) ? beneath : {}, value) : value];
  });
  return Object.fromEntries(
    Object.entries({ ...defaults, ...Object.fromEntries(merged) }).filter(([, value]) => value !== null),
  );
}
