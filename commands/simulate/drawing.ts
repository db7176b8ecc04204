import type { Fault } from "../../scenarios/fault";
import type { Outcome } from "./outcome";

/** Text between tags, and in quoted attributes. */
export const text = (literal: string): string =>
  literal.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);

/** Of all drawings, in their own units. */
export const width = 760;

/** Where a moment lies. */
export const placeOf = (at: number, { source: { clock } }: Outcome): number =>
  Math.round(((at - clock.begins) / Math.max(1, clock.ends - clock.begins)) * width * 10) / 10;

/** A fault that began before, or goes on after, reaches to the edge. */
export function faultRect({ from, until }: Fault, outcome: Outcome, height: number): string {
  const { begins } = outcome.source.clock;
  const x = placeOf(begins + Math.max(0, from.milliseconds), outcome);
  const end = until ? Math.min(width, placeOf(begins + until.milliseconds, outcome)) : width;
  return `<rect class="fault" x="${x}" width="${Math.max(0, end - x)}" height="${height}"/>`;
}
