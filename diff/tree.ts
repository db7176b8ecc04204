import { parse as parseYaml } from "yaml";
import { fromTerraform } from "../deployed/from-terraform";
import { aligned } from "./aligned";
import { meaningOf } from "./query";

/** A value without parts, where two trees differ. */
export interface Leaf {
  /** Path of the leaf: `rule[0].expiration.days`. */
  readonly path: string;
  readonly before?: unknown;
  readonly after?: unknown;
}

/** Every leaf in which two trees differ, in the order of their paths; JSON and YAML in a text are parts of the tree. */
export function differing(before: unknown, after: unknown, path = ""): Leaf[] {
  if (before === after) return [];
  const [old, now] = [opened(before, after), opened(after, before)];
  if (Array.isArray(old) && Array.isArray(now)) return differingItems(old, now, path);
  if (isTree(old) && isTree(now) && Array.isArray(old) === Array.isArray(now))
    return [...new Set([...Object.keys(old), ...Object.keys(now)])]
      .sort()
      .flatMap((key) => differing(old[key], now[key], join(path, key)));
  // What came or went as a whole is told leaf by leaf, and not as a text that nobody reads.
  if (isTree(old) && now === undefined && Object.keys(old).length > 0)
    return differing(old, Array.isArray(old) ? [] : {}, path);
  if (isTree(now) && old === undefined && Object.keys(now).length > 0)
    return differing(Array.isArray(now) ? [] : {}, now, path);
  if (isTree(old) && isTree(now) && JSON.stringify(old) === JSON.stringify(now)) return [];
  if (old === now) return [];
  // Wherever Grafana and Prometheus keep a query it is called so.
  const areQueries = path.endsWith(".expr") && typeof old === "string" && typeof now === "string";
  if (areQueries && meaningOf(old) === meaningOf(now)) return [];
  return [{ path, ...(old !== undefined && { before: old }), ...(now !== undefined && { after: now }) }];
}

/** As many as before are compared one by one; else some came or went, and the others are still the same. */
function differingItems(olds: readonly unknown[], news: readonly unknown[], path: string): Leaf[] {
  if (olds.length === news.length) return olds.flatMap((old, at) => differing(old, news[at], `${path}[${at}]`));
  const texts = [olds, news].map((items) => items.map((item) => JSON.stringify(item)));
  const pairs = aligned(texts[0] ?? [], texts[1] ?? []);
  const leaves: Leaf[] = [];
  for (let at = 0; at < pairs.length; at++) {
    const [old, now] = pairs[at] ?? [];
    if (old !== undefined && now !== undefined) continue;
    const [, next] = pairs[at + 1] ?? [];
    // What goes where something else comes was changed.
    if (old !== undefined && next !== undefined && pairs[at + 1]?.[0] === undefined) {
      leaves.push(...differing(olds[old], news[next], `${path}[${old}]`));
      at++;
    } else if (old !== undefined) leaves.push({ path: `${path}[${old}]`, before: olds[old] });
    else if (now !== undefined) leaves.push({ path: `${path}[${now}]`, after: news[now] });
  }
  return leaves;
}

type Tree = Readonly<Record<string, unknown>>;

export const isTree = (value: unknown): value is Tree => typeof value === "object" && value !== null;

const join = (path: string, key: string) => {
  const name = /^[\w-]+$/.test(key) ? key : JSON.stringify(key);
  return path === "" ? name : `${path}.${name}`;
};

/** The tree that a text holds, if the other side is one too: a sentence that happens to be YAML stays a sentence. */
function opened(value: unknown, other: unknown): unknown {
  if (typeof value !== "string") return value;
  const held = heldIn(value);
  return held !== undefined &&
    (other === undefined || isTree(other) || (typeof other === "string" && heldIn(other) !== undefined))
    ? held
    : fromTerraform(value);
}

/** The tree that a text is, as JSON, as JSON line by line, or as YAML of several lines. */
export function heldIn(text: string): Tree | undefined {
  const isJson = /^\s*[{[]/.test(text);
  if (!isJson && !/^[\w.-]+:(\s|$)[^]*\n/.test(text)) return undefined;
  const plain = fromTerraform(text);
  return isJson
    ? (tried(() => JSON.parse(plain)) ?? tried(() => jsonLines(plain)))
    : tried(() => parseYaml(plain, { prettyErrors: false }));
}

const jsonLines = (text: string): unknown[] =>
  text
    .split("\n")
    .filter((line) => line.trim() !== "")
    .map((line) => JSON.parse(line) as unknown);

function tried(read: () => unknown): Tree | undefined {
  try {
    const tree = read();
    return isTree(tree) ? tree : undefined;
  } catch {
    return undefined;
  }
}

/** A leaf for people: a text without its quotes. */
export const leafText = (value: unknown): string | undefined =>
  value === undefined ? undefined : typeof value === "string" ? value : JSON.stringify(value);
