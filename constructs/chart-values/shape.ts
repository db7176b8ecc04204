import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

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

const loaded = new Map<string, ChartShape | undefined>();

/** The shape of a chart's values; read when it is first asked for, undefined where there is none. */
export function chartShape(chart: string): ChartShape | undefined {
  if (!loaded.has(chart)) loaded.set(chart, readShape(shapeFile(chart)));
  return loaded.get(chart);
}

const readShape = (file: string): ChartShape | undefined =>
  existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as ChartShape) : undefined;

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
