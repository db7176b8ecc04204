import type { Resource } from "../model/resource";
import type { Vector } from "../promql/build";
import { max, or, withLabel } from "../promql/build";
import { recorded } from "../promql/metric";
import type { Signal, SignalKind } from "./signal";
import { recordAs } from "./signal";

/** How full resources are, of whatever kind, on one scale: what a ranking of all of them is made of. */
export const saturation = {
  id: "resource-saturation",
  title: "Saturation",
  method: "saturation",
  unit: "ratio",
  absentMeans: "unknown",
  normally: "Below 80 %; at 100 % something is full, and whoever needs it waits or fails.",
  noAlert: "the alerts of each resource judge what it is made of",
  ratio: recorded("monitoring:resource_saturation:ratio", ["resource", "what"], "share of a resource that is in use"),
} as const satisfies SignalKind & Record<string, unknown>;

/**
 * The saturation signal of one resource. One rule for all parts: rules of one name in one group look like duplicates to
 * promtool.
 *
 * @param shares of the resource that are in use, 0 to 1, by what they are shares of: `memory`, `connections`. Of
 * several series of a share the largest counts.
 */
export function saturationOf({ name }: Resource, shares: Readonly<Record<string, Pick<Vector, "expr">>>): Signal {
  const parts = Object.entries(shares).map(([what, share]) =>
    withLabel(withLabel(max(share), "resource", name), "what", what),
  );
  return {
    ...saturation,
    series: [
      recordAs(
        saturation.ratio,
        parts.reduce((all, part) => or(all, part)),
      ),
    ],
  };
}
