import type { Finding } from "../../findings/finding";
import { error } from "../../findings/finding";
import { didYouMean, nearest } from "../../findings/nearest";
import type { Leaf, Shape } from "./shape";

/**
 * Every path of `values` that the chart does not have, and every value whose type cannot be meant. Helm says nothing to
 * the former: it installs the chart as if the line were not there.
 */
export const checkValues = (values: object, shape: Shape): Finding[] => checkNode(values, shape, [], shape);

type Path = readonly string[];

function checkNode(value: unknown, shape: Shape, path: Path, root: Shape): Finding[] {
  // Undefined is left out; null removes the chart's default; what a function makes is not there yet.
  if (value === undefined || value === null || typeof value === "function") return [];
  if (typeof shape === "string") return checkLeaf(value, shape, path);
  if (!isMap(value)) return [wrongType(path, value, "map")];
  return Object.entries(value).flatMap(([key, child]) => {
    const known = Object.hasOwn(shape, key) ? shape[key] : undefined;
    const here = [...path, key];
    return known === undefined ? [unknownPath(here, shape, root)] : checkNode(child, known, here, root);
  });
}

const isMap = (value: unknown): value is object => typeof value === "object" && value !== null && !Array.isArray(value);

/**
 * Only what no chart can mean is wrong: `""` and `false` are often defaults of something larger, a list may be a string
 * that the chart expands, and a number may be a share ("50%") or a quantity.
 */
const refused: Readonly<Record<Leaf, (value: unknown) => boolean>> = {
  map: (value) => !isMap(value),
  list: (value) => typeof value === "number" || typeof value === "boolean",
  boolean: (value) => typeof value === "string",
  number: (value) => typeof value === "boolean" || typeof value === "object",
  string: (value) => typeof value === "boolean" || typeof value === "object",
  any: () => false,
};

const checkLeaf = (value: unknown, leaf: Leaf, path: Path): Finding[] =>
  refused[leaf](value) ? [wrongType(path, value, leaf)] : [];

function wrongType(path: Path, value: unknown, expected: Leaf): Finding {
  const given = Array.isArray(value) ? "list" : isMap(value) ? "map" : typeof value;
  return error({
    id: "values-type",
    where: dotted(path),
    what: `it is a ${given}, where the chart's default is a ${expected}.`,
    why: 'charts read their values without checking: "false" in quotes is true, and text in place of a map is dropped.',
    fix: `give a ${expected}; the chart's values.yaml explains the path.`,
  });
}

function unknownPath(path: Path, siblings: Shape, root: Shape): Finding {
  const meant = suggestion(path, siblings, root);
  return error({
    id: "unknown-values-path",
    where: dotted(path),
    what: "the chart has no such value.",
    why: "Helm ignores it: the release would be installed without it, and nothing would say so.",
    fix: didYouMean(meant, "look it up in the chart's values.yaml."),
  });
}

/** A sibling that is spelled alike, else the same key at another place. */
function suggestion(path: Path, siblings: Shape, root: Shape): string | undefined {
  const key = path.at(-1) ?? "";
  const alike = nearest(key, Object.keys(siblings));
  if (alike !== undefined) return dotted([...path.slice(0, -1), alike]);
  const elsewhere = placesOf(key, root, [])
    .map((place) => ({ place, shared: place.filter((part) => path.includes(part)).length - place.length / 100 }))
    .sort((a, b) => b.shared - a.shared)[0];
  return elsewhere && dotted(elsewhere.place);
}

const placesOf = (key: string, shape: Shape, path: Path): Path[] =>
  typeof shape === "string"
    ? []
    : Object.entries(shape).flatMap(([name, child]) => {
        const here = [...path, name];
        return [...(name === key ? [here] : []), ...placesOf(key, child, here)];
      });

/** As one writes it after `--set`: dots within a key are escaped. */
const dotted = (path: Path): string => path.map((key) => key.replaceAll(".", "\\.")).join(".");
