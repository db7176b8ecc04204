import type { ConfigTree } from "../exporters/config-tree";
import { PodAddress } from "../exporters/config-tree";
import { forCollector, forHelmTemplate } from "./border";

/**
 * A collector's configuration as its chart takes it: literal text escaped for both readers, addresses left for the
 * collector.
 */
export type CollectorConfig =
  string | number | boolean | null | readonly CollectorConfig[] | { readonly [key: string]: CollectorConfig };

export function collectorConfig(tree: ConfigTree): CollectorConfig {
  if (typeof tree === "string") return forHelmTemplate(forCollector(tree));
  if (tree instanceof PodAddress)
    return tree.port === undefined ? "${env:MY_POD_IP}" : `\${env:MY_POD_IP}:${tree.port}`;
  if (Array.isArray(tree)) return tree.map(collectorConfig);
  if (typeof tree === "object" && tree !== null)
    return Object.fromEntries(Object.entries(tree).map(([key, child]) => [key, collectorConfig(child)]));
  return tree;
}
