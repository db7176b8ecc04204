import { createHash } from "node:crypto";
import type { Change } from "./change";
import type { Paired } from "./resources";
import { inTexts } from "./rename";
import { dotted } from "./things";

/**
 * Has `tell` look once at pairs that are the same but for a name: 300 services of which each has another query now, but
 * the same other one, are read and compared as one.
 */
export function onceForAlike(tell: (pair: Paired) => readonly Change[]): (pair: Paired) => readonly Change[] {
  const told = new Map<string, { readonly name: string; readonly changes: readonly Change[] }>();
  return (pair) => {
    const name = pair.of?.name;
    if (name === undefined || !pair.before || !pair.after) return tell(pair);
    const { type, address, before, after } = pair;
    const text = textsOf([type, address, before, after]).join("\u0002");
    const key = createHash("sha1")
      .update(swapped(text, [name, dotted(name)], ["\u0000", "\u0001"]))
      .digest("base64");
    const known = told.get(key);
    if (known)
      return inTexts(known.changes, (one) => swapped(one, [known.name, dotted(known.name)], [name, dotted(name)]));
    const changes = tell(pair);
    told.set(key, { name, changes });
    return changes;
  };
}

/** Wherever it stands, in words too: what is alike has it in the same places. */
const swapped = (
  text: string,
  [name, data]: readonly [string, string],
  [newName, newData]: readonly [string, string],
) => text.replaceAll(name, newName).replaceAll(data, newData);

/** What JSON says of a tree, with its long texts as they are: to escape them takes half of the time. */
function textsOf(tree: unknown, into: string[] = []): string[] {
  if (typeof tree === "string") into.push(tree);
  else if (typeof tree !== "object" || tree === null) into.push("\u0003", String(tree));
  else {
    into.push(Array.isArray(tree) ? "\u0004" : "\u0005");
    for (const [key, value] of Object.entries(tree)) {
      into.push(key);
      textsOf(value, into);
    }
    into.push("\u0006");
  }
  return into;
}
