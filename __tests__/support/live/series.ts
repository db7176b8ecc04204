import type { Series } from "./prometheus-api";
import type { TimeWindow } from "./rate";
import { rate } from "./rate";
import type { Labels } from "../../../promql/labels";

/** The labels of these names; one that is missing is empty, as for Prometheus. */
export const only = (labels: Labels, names: readonly string[]): Labels =>
  Object.fromEntries(names.map((name) => [name, labels[name] ?? ""]));

/** What `sum(rate())` over these series is for a window. */
export const summedRate = (series: readonly Series[], window: TimeWindow): number =>
  series.reduce((sum, { points }) => sum + (rate(points, window) ?? 0), 0);

/** The upper bound of a bucket; NaN of a series that is none. */
export const boundOf = ({ le }: Labels): number => Number(le?.replace("+Inf", "Infinity"));
