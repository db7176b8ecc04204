import type { Side } from "../../../diff/context";
import { heldIn } from "../../../diff/tree";
import { withDocuments } from "./side";

/** The tree that a text holds. */
const held: unique symbol = Symbol("held");

type Path = readonly (string | number | typeof held)[];

/** A value in an output. */
export interface Leaf {
  /** The only resource in it. */
  readonly output: Side;
  readonly path: Path;
}

/**
 * Of each kind of value in an output one, by where it stands: `aws_iam_role.name`, in lists as if they had one item.
 * What Terraform's own framework notes is none.
 */
export function leavesOf({ documents }: Side): ReadonlyMap<string, Leaf> {
  const found = new Map<string, Leaf>();
  const walk = (value: unknown, kind: string, output: Side, path: Path): void => {
    const tree = typeof value === "string" ? heldIn(value) : value;
    const below: Path = tree === value ? path : [...path, held];
    if (Array.isArray(tree))
      tree.forEach((item: unknown, at) => walk(item, `${kind}[${isRow(item) ? "row" : ""}]`, output, [...below, at]));
    else if (typeof tree === "object" && tree !== null)
      for (const [key, part] of Object.entries(tree))
        if (key !== "//") walk(part, `${kind}.${key}`, output, [...below, key]);
    if (typeof tree !== "object" || tree === null || Object.keys(tree).length === 0) found.set(kind, { output, path });
  };
  for (const document of documents as Document[])
    for (const [type, byName] of Object.entries(document.resource))
      for (const [name, written] of Object.entries(byName)) {
        const block = type === "helm_release" ? inJson(written) : written;
        const alone = withDocuments({ documents: [{ ...document, resource: { [type]: { [name]: block } } }] });
        walk(block, type, alone, [0, "resource", type, name]);
      }
  return found;
}

interface Document {
  readonly resource: Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, unknown>>>>>>;
}

/** Values of Helm in JSON, which is YAML too, and read much faster. */
const inJson = (release: Readonly<Record<string, unknown>>) => ({
  ...release,
  values: ((release.values ?? []) as readonly string[]).map((text) => JSON.stringify(heldIn(text))),
});

const isRow = (value: unknown) => (value as { readonly type?: unknown } | null)?.type === "row";

/** The same output with another value there. */
export const withOther = ({ output, path }: Leaf): Side =>
  withDocuments({ documents: changed(output.documents, path) as readonly unknown[] });

function changed(value: unknown, [first, ...rest]: Path): unknown {
  if (first === undefined) return other(value);
  if (first === held) return JSON.stringify(changed(heldIn(String(value)), rest));
  if (Array.isArray(value)) return value.map((item: unknown, at) => (at === first ? changed(item, rest) : item));
  const tree = value as Readonly<Record<string | number, unknown>>;
  return { ...tree, [first]: changed(tree[first], rest) };
}

function other(value: unknown): unknown {
  if (typeof value === "number") return value + 1;
  if (typeof value === "boolean") return !value;
  if (Array.isArray(value)) return ["x"];
  if (typeof value !== "string") return { x: 1 };
  if (value === "Allow") return "Deny";
  if (value === "Deny") return "Allow";
  return /^\d+(ms|[smhdwy])$/.test(value) ? `1${value}` : `x${value}`;
}
