/**
 * What a Beat takes a literal in its configuration for (elastic/go-ucfg, variables.go, lexer): `$$` is `$`, `$}` is
 * `}`, and a dollar before anything else but a brace is itself.
 *
 * @throws Error if it would put a variable in the place of something
 */
export const asBeatReads = (text: string): string =>
  text.replace(/\$(\{|\$|\})?/g, (_, next = "") => {
    if (next === "{") throw new Error(`Not a literal: ${text}`);
    return String(next) || "$";
  });

/** Every string of a tree, with its path; keys are no text of anybody's. */
export const stringsIn = (tree: unknown, path = ""): (readonly [string, string])[] => {
  if (typeof tree === "string") return [[path, tree]];
  if (typeof tree !== "object" || tree === null) return [];
  return Object.entries(tree).flatMap(([key, child]) => stringsIn(child, path === "" ? key : `${path} › ${key}`));
};
