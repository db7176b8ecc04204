import type { AnyAlert } from "../alerts/alert";
import type { Expr } from "../promql/ast";
import type { Signal } from "../signals/signal";
import type { AnySlice } from "../slices/slice";
import type { BuiltApp, ShownPanel } from "./app";

/** A signal in its slice, and what the slice promises of it. */
export interface Facts {
  readonly app: BuiltApp;
  readonly slice: AnySlice;
  readonly signal: Signal;
  /** Whether the plan orders it: then it cannot do without a recorded series. */
  readonly isPlanned: boolean;
  /** Panels that show it, or query its series. */
  readonly panels: readonly ShownPanel[];
  /** Alerts that watch it, or the signal it is judged by. */
  readonly alerts: readonly AnyAlert[];
  /**
   * Names of the metrics that exporters have to emit for expressions; of recorded series of one name the slice's own
   * come before all others.
   */
  readonly rawMetricsOf: (exprs: readonly Expr[]) => readonly string[];
}
