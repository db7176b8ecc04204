import type { Fault, FaultKind } from "../../scenarios/fault";
import type { Scenario } from "../../scenarios/scenario";
import type { Course } from "./timeline";
import type { World } from "./world";

export type FaultOf<Kind extends FaultKind> = Extract<Fault, { readonly kind: Kind }>;

/** The faults of one kind in a scenario: of one thing, where the kind has any. */
export const faultsOf = <Kind extends FaultKind>(scenario: Scenario, kind: Kind, of?: string): FaultOf<Kind>[] =>
  scenario.faults.filter(
    (fault): fault is FaultOf<Kind> => fault.kind === kind && (of === undefined || !("of" in fault) || fault.of === of),
  );

/** How much of a fault there is at a moment: 0 before and after it, 1 at its worst. */
export function presenceAt(
  { from, until, shape }: Fault,
  { scenario: { lasts }, timeline: { begins } }: Pick<World, "scenario" | "timeline">,
  moment: number,
): number {
  const since = moment - begins;
  if (since < from.milliseconds || (until && since >= until.milliseconds)) return 0;
  if (shape !== "ramp") return 1;
  const ends = (until ?? lasts).milliseconds;
  return Math.min(1, (since - from.milliseconds) / (ends - from.milliseconds));
}

/** A level that a fault moves from where it always is towards its worst. */
export const moved = (usual: number, worst: number, present: number): number => usual + (worst - usual) * present;

/** How much of a fault there is at every moment: {@link presenceAt}. */
export const presenceOf = (fault: Fault, world: World): Course =>
  world.timeline.at.map((moment) => presenceAt(fault, world, moment));
