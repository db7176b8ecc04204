import type { Chars } from "./chars";
import { every, none } from "./chars";
import type { Node } from "./parse";

/** All characters that a pattern may match, wherever. */
export function allOf(node: Node): Chars {
  if (node.kind === "chars") return node.chars;
  return node.kind === "reference" ? every : partsOf(node).reduce((all, part) => all | allOf(part), none);
}

/** All characters with which what a pattern matches may begin. */
export function first(node: Node): Chars {
  if (node.kind !== "sequence")
    return node.kind === "choice" || node.kind === "repeat"
      ? partsOf(node).reduce((all, part) => all | first(part), none)
      : allOf(node);
  let chars = none;
  for (const part of node.of) {
    chars |= first(part);
    if (!isNullable(part)) break;
  }
  return chars;
}

export function isNullable(node: Node): boolean {
  switch (node.kind) {
    case "chars":
      return false;
    case "repeat":
      return node.least === 0 || isNullable(node.of);
    case "choice":
      return node.of.some(isNullable);
    default:
      return partsOf(node).every(isNullable);
  }
}

export const partsOf = (node: Node): readonly Node[] =>
  node.kind === "sequence" || node.kind === "choice"
    ? node.of
    : node.kind === "repeat" || node.kind === "atomic"
      ? [node.of]
      : [];

export const anyNode = (node: Node, is: (node: Node) => boolean): boolean =>
  is(node) || partsOf(node).some((part) => anyNode(part, is));
