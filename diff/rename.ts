import type { Change } from "./change";
import type { Side } from "./context";
import { pairsOf } from "./resources";
import type { Renamed } from "./things";
import { renamedText, subjectOf } from "./things";

/**
 * An output as if things had always had their new names: what is still different then is more than the name. Of both
 * sides, for what a thing runs in may have kept the old one.
 */
export function renamedSide(side: Side, renamed: readonly Renamed[]): Side {
  if (renamed.length === 0) return side;
  const rename = (text: string) => renamed.reduce((renaming, one) => renamedText(renaming, one), text);
  return inTexts(side, rename);
}

/** A copy of a tree with every text, and every key, renamed. */
export function inTexts<T>(tree: T, rename: (text: string) => string): T {
  const walk = (value: unknown): unknown => {
    if (typeof value === "string") return rename(value);
    if (Array.isArray(value)) return value.map(walk);
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, part]) => [rename(key), walk(part)]));
  };
  return walk(tree) as T;
}

/** One change for each name, with what Terraform makes of it. */
export function renameChanges(before: Side, after: Side, renamed: readonly Renamed[]): Change[] {
  if (renamed.length === 0) return [];
  const gone = pairsOf(before.documents, after.documents).filter((pair) => !pair.after);
  return renamed.map(({ from, to }): Change => {
    const things = after.description?.things.filter(({ name }) => name === to) ?? [];
    const destroyed = gone.filter(({ name }) => renamedText(name, { from, to }) !== name).length;
    return {
      section: "system",
      kind: "renamed",
      subject: things.map(subjectOf).join(", "),
      what: "name",
      before: from,
      after: to,
      flags: ["replaced"],
      detail: `${destroyed} resources are destroyed, and made anew under the new name. Series and lines under the old name end.`,
      of: to,
    };
  });
}
