import type { NotificationPolicy } from "../alerts/routing";
import type { Description } from "../deployed/description";
import type { Change } from "./change";
import { lineDiff } from "./lines";
import type { Block, Paired } from "./resources";
import { differing, leafText } from "./tree";

/** One of the two outputs that are compared, as far as a change of a resource is not told by that resource alone. */
export interface Side {
  readonly documents: readonly unknown[];
  /** What is described beside the documents. @default none: the output was written before there was a description */
  readonly description?: Description;
  readonly policies?: NotificationPolicy;
}

export interface Sides {
  readonly before: Side;
  readonly after: Side;
}

/** What a resource says differently, and its attributes that need not be looked at any more. */
export interface Told {
  readonly changes: readonly Change[];
  readonly attributes: readonly string[];
}

export type Teller = (pair: Paired & { readonly before: Block; readonly after: Block }) => Told;

/** Changes of attributes that nobody told of: they are named, and not swallowed. */
export function restOf({ address, before = {}, after = {}, of }: Paired, told: readonly string[]): Change[] {
  const rest = (block: Block) =>
    Object.fromEntries(
      Object.entries(block).flatMap(([key, value]) => {
        // What cdktf notes for itself.
        if (key === "//" || told.includes(key)) return [];
        return [[key, key === "depends_on" && Array.isArray(value) ? [...(value as string[])].sort() : value]];
      }),
    );
  return differing(rest(before), rest(after)).map(({ path, before: old, after: now }) =>
    changed({ section: "other", subject: address, what: path, ...(of && { of: of.name }) }, old, now),
  );
}

/** The change of a leaf that differs. */
export function changed(facts: Omit<Change, "kind" | "before" | "after">, old: unknown, now: unknown): Change {
  const [before, after] = [leafText(old), leafText(now)];
  if (before !== undefined && after !== undefined && [before, after].some((text) => text.includes("\n")))
    return { ...facts, kind: "changed", lines: lineDiff(before, after) };
  return {
    ...facts,
    kind: before === undefined ? "added" : after === undefined ? "removed" : "changed",
    ...(before !== undefined && { before }),
    ...(after !== undefined && { after }),
  };
}
