/** JSON as Go marshals it: keys of objects in order, and characters that mean something in HTML by their numbers. */
export const goJson = (value: unknown): string =>
  JSON.stringify(sorted(value)).replace(/[<>&\u2028\u2029]/g, (character) => {
    const code = character.charCodeAt(0).toString(16).padStart(4, "0");
    return `\\u${code}`;
  });

/** The same JSON in Go's form. Not of what is no JSON. */
export const inGo = (text: string): string => {
  const value = parsed(text);
  return value === undefined ? text : goJson(value);
};

export function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

export type Tree = Readonly<Record<string, unknown>>;

export const isTree = (value: unknown): value is Tree =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** From the leaves up. */
export function mapTree(value: unknown, each: (node: unknown) => unknown): unknown {
  if (Array.isArray(value)) return each(value.map((element) => mapTree(element, each)));
  if (!isTree(value)) return each(value);
  return each(Object.fromEntries(Object.entries(value).map(([key, child]) => [key, mapTree(child, each)])));
}

export const without = (tree: Tree, ...keys: readonly string[]): Tree =>
  Object.fromEntries(Object.entries(tree).filter(([key]) => !keys.includes(key)));

const sorted = (value: unknown): unknown =>
  mapTree(value, (node) =>
    isTree(node) ? Object.fromEntries(Object.entries(node).sort(([a], [b]) => (a < b ? -1 : 1))) : node,
  );
