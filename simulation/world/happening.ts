import type { Fault, FaultKind } from "../../scenarios/fault";
import type { Scenario } from "../../scenarios/scenario";
import type { Timeline } from "./timeline";

export type FaultOf<Kind extends FaultKind> = Extract<Fault, { readonly kind: Kind }>;

/** The faults of one kind, of one thing where the kind has any. */
export const faultsOf = <Kind extends FaultKind>(scenario: Scenario, kind: Kind, of?: string): FaultOf<Kind>[] =>
  scenario.faults.filter(
    (fault): fault is FaultOf<Kind> => fault.kind === kind && (of === undefined || !("of" in fault) || fault.of === of),
  );

/** How much of a fault there is at a moment: 0 before and after it, 1 at its worst. */
export function presence(
  { from, until, shape }: Fault,
  { lasts }: Pick<Scenario, "lasts">,
  sinceBegin: number,
): number {
  if (sinceBegin < from.milliseconds || (until && sinceBegin >= until.milliseconds)) return 0;
  if (shape !== "ramp") return 1;
  const ends = (until ?? lasts).milliseconds;
  return Math.min(1, (sinceBegin - from.milliseconds) / (ends - from.milliseconds));
}

/** A level that a fault moves from where it always is towards its worst. */
export const moved = (usual: number, worst: number, present: number): number => usual + (worst - usual) * present;

/** Presence by moment. */
export function presenceOf(fault: Fault, scenario: Scenario, { at, begins }: Timeline): Float64Array {
  return at.map((moment) => presence(fault, scenario, moment - begins));
}
