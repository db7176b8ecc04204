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
  /** Ordered: it cannot do without a recorded series. */
  readonly isPlanned: boolean;
  /** That show it, or query its series. */
  readonly panels: readonly ShownPanel[];
  /** That watch it, or the signal it is judged by. */
  readonly alerts: readonly AnyAlert[];
  /** What exporters have to emit; of recorded series of one name the slice's own come before all others. */
  readonly rawMetricsOf: (exprs: readonly Expr[]) => readonly string[];
}
