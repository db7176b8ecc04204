import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";

/**
 * What a chart's values may look like: its default values without the values. An object lists the keys a chart knows; a
 * leaf is the type of the default. `map` takes any keys, `any` stands for defaults that say nothing (null, "").
 */
export type Shape = Leaf | { readonly [key: string]: Shape };
export type Leaf = "map" | "list" | "boolean" | "number" | "string" | "any";

/** The file constructs/chart-values/<chart>.json, written by scripts/chart-shape.ts. */
export interface ChartShape {
  readonly chart: string;
  readonly version: string;
  readonly values: Shape;
}

export const shapeFile = (chart: string): string => join(__dirname, `${chart}.json`);

/** The shape of a pinned chart's values; undefined where there is none. */
export const chartShape = once((chart: string): ChartShape | undefined => {
  const file = shapeFile(chart);
  return existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as ChartShape) : undefined;
});

/** The shape of the values of a chart that lies in a directory. */
export const directoryShape = once((directory: string): Shape =>
  shapeOf(parse(readFileSync(join(directory, "values.yaml"), "utf8"))),
);

/** Files are read when they are first asked for, and once: 300 services have 600 releases of two charts. */
function once<T>(read: (key: string) => T): (key: string) => T {
  const known = new Map<string, T>();
  return (key) => {
    const value = known.get(key) ?? read(key);
    known.set(key, value);
    return value;
  };
}

/** Kubernetes' own objects, which charts copy as they are: any of their fields is welcome, not only the default's. */
const copied = /([sS]ecurityContext|Probe|[sS]trategy)$/;

/** The shape of default values, as `helm show values` prints them. */
export function shapeOf(defaults: unknown): Shape {
  if (defaults === null || defaults === undefined || defaults === "") return "any";
  if (Array.isArray(defaults)) return "list";
  if (typeof defaults === "object") {
    const entries = Object.entries(defaults).map(([key, value]): [string, Shape] => {
      const shape = shapeOf(value);
      return [key, copied.test(key) && typeof shape === "object" ? "map" : shape];
    });
    return entries.length === 0 ? "map" : Object.fromEntries(entries);
  }
  if (typeof defaults === "boolean" || typeof defaults === "number") return typeof defaults as "boolean" | "number";
  return "string";
}
