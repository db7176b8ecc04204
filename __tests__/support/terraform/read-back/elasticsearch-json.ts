/** What mappings, settings and processors mean to terraform-provider-elasticstack 0.16.3. */
import { isDeepStrictEqual } from "node:util";
import type { Value } from "../resource-values";
import type { Tree } from "./json";
import { goJson, isTree, mapTree, parsed, without } from "./json";

/**
 * customtypes `normalizeIndexSettings`: a text for each path, below `index`, whether it was written nested or with
 * dots.
 */
export function indexSettings(text: string): unknown {
  const settings = parsed(text);
  return isTree(settings) ? Object.fromEntries(leaves(settings, [])) : text;
}

function leaves(tree: Tree, path: readonly string[]): [string, string][] {
  return Object.entries(tree).flatMap(([key, value]): [string, string][] => {
    const below = [...path, key];
    if (isTree(value)) return leaves(value, below);
    const name = below.join(".");
    return [[name.startsWith("index.") ? name : `index.${name}`, value === null ? "null" : goText(value)]];
  });
}

/** Go's `%v`. */
const goText = (value: unknown): string => (Array.isArray(value) ? `[${value.map(goText).join(" ")}]` : String(value));

/** Elasticsearch hands settings out as texts, nested, below `index`; lists stay lists. */
export function settingsInState(text: string): string {
  const settings = parsed(text);
  if (!isTree(settings)) return text;
  const nested: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(flat(settings, []))) {
    const keys = name.split(".");
    const last = keys.pop() ?? "";
    let parent = nested;
    for (const key of keys) parent = (parent[key] ??= {}) as Record<string, unknown>;
    parent[last] = Array.isArray(value) ? value : String(value);
  }
  return goJson(nested);
}

const flat = (tree: Tree, path: readonly string[]): Tree =>
  Object.fromEntries(
    Object.entries(tree).flatMap(([key, value]): [string, unknown][] => {
      const name = [...path, key].join(".");
      if (isTree(value)) return Object.entries(flat(value, [...path, key]));
      return [[name.startsWith("index.") ? name : `index.${name}`, value]];
    }),
  );

const matchers = ["match", "match_mapping_type", "path_match", "path_unmatch", "unmatch", "unmatch_mapping_type"];

/**
 * index `normalizeMappings`: no type of what has properties, matchers of templates as texts, words for true and false
 * as such.
 */
export const mappingsInState = (text: string): string => {
  const mappings = parsed(text);
  return mappings === undefined ? text : goJson(mapTree(mappings, normalNode));
};

function normalNode(node: unknown): unknown {
  if (typeof node === "string") return node in words ? words[node as keyof typeof words] : node;
  if (!isTree(node)) return node;
  const shorter = Object.fromEntries(
    Object.entries(node).map(([key, value]) => [key, matchers.includes(key) && isSingleText(value) ? value[0] : value]),
  );
  return shorter.type === "object" && "properties" in shorter ? without(shorter, "type") : shorter;
}

const words = { true: true, false: false, null: null } as const;
const isSingleText = (value: unknown): value is [string] =>
  Array.isArray(value) && value.length === 1 && typeof value[0] === "string";

/** index `MappingsSemanticallyEqual`: either may hold more than the other. */
export function sameMappings(one: Value, other: Value): boolean {
  const [mine, theirs] = [one, other].map((value) => (typeof value === "string" ? parsed(value) : undefined));
  if (!isTree(mine) || !isTree(theirs)) return one === other;
  return holds(theirs, mine) || holds(mine, theirs);
}

/** At the top, what isn't `properties` has to be equal; below, objects are compared key by key. */
const holds = (more: Tree, less: Tree, isTop = true): boolean =>
  Object.entries(less).every(([key, value]) => {
    const theirs = more[key];
    if (theirs === undefined) return false;
    if (key === "properties" && isTree(value) && isTree(theirs)) {
      return Object.entries(value).every(([field, definition]) => {
        const its = theirs[field];
        return isTree(definition) && isTree(its) && holds(its, definition, false);
      });
    }
    if (!isTop && isTree(value) && isTree(theirs)) return holds(theirs, value, false);
    return isDeepStrictEqual(value, theirs) || (isScalar(value) && isScalar(theirs) && `${value}` === `${theirs}`);
  });

const isScalar = (value: unknown): value is boolean | number | string =>
  ["boolean", "number", "string"].includes(typeof value);

/** ingest `normalizeProcessorJSON`. */
export const processorMeaning = (text: string): unknown =>
  mapTree(parsed(text), (node) => (Array.isArray(node) && node.length === 1 && isScalar(node[0]) ? node[0] : node));
