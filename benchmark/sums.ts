import type { Family } from "../scenarios/scenario";
import { families } from "../scenarios/scenario";
import type { DueVerdict } from "../simulation/due";
import type { Duration } from "../units/quantities";
import { days, milliseconds } from "../units/quantities";
import type { Verdict } from "./judge";

/** What a pack was worth in all scenarios of one family, or of all. */
export interface Sum {
  /** How often something was due, each scenario with each seed. */
  readonly due: number;
  readonly told: number;
  /** How often somebody had a ticket who should have been woken: of what nobody was told of as it was due. */
  readonly onlyTickets: number;
  readonly inTime: number;
  /** Median time until somebody is told, of what was told. @default nothing was */
  readonly toldAfter?: Duration;
}

/** What a pack did besides, in all scenarios. */
export interface Noise {
  readonly quietFor: Duration;
  /** Pages on quiet days, in seven times twenty-four hours. */
  readonly pagesPerWeek: number;
  readonly ticketsPerWeek: number;
  /** How many faults woke somebody for what could have waited. */
  readonly wokenForTickets: number;
  /** In how many scenarios the same person was woken more often than there were faults to be woken for. */
  readonly wokenAgain: number;
  /** In how many scenarios, of those in which a page was due, somebody was woken for something else besides. */
  readonly wokenElsewhere: number;
  /**
   * Median time from the end of a fault until nothing of what was due fires any more, of the faults that end and are
   * over for the pack as well.
   * @default none is
   */
  readonly resolvedAfter?: Duration;
  /** How many faults ended, and were not over for the pack when the scenario was. */
  readonly goingOn: number;
  /** How often an alert began to fire again that had ended, for each fault. */
  readonly againPerFault: number;
}

export function sumOf(verdicts: readonly Verdict[]): Sum {
  const dues = verdicts.flatMap((verdict) => verdict.dues);
  const after = medianOf(dues.flatMap(({ toldAfter }) => toldAfter ?? []));
  const count = (counts: (due: DueVerdict) => boolean) => dues.filter(counts).length;
  return {
    due: dues.length,
    told: count(({ toldAfter }) => toldAfter !== undefined),
    onlyTickets: count(({ ticketAfter }) => ticketAfter !== undefined),
    inTime: count(({ inTime }) => inTime),
    ...(after && { toldAfter: after }),
  };
}

export function noiseOf(verdicts: readonly Verdict[]): Noise {
  const quiet = verdicts.filter(({ dues }) => dues.length === 0);
  const faults = verdicts.filter(({ dues }) => dues.length > 0);
  const quietFor = milliseconds(total(quiet, ({ quietFor: time }) => time.milliseconds));
  const perWeek = (count: number) => (count === 0 ? 0 : (count * days(7).milliseconds) / quietFor.milliseconds);
  const after = medianOf(faults.flatMap(({ resolvedAfter }) => resolvedAfter ?? []));
  return {
    quietFor,
    pagesPerWeek: perWeek(total(quiet, ({ pages }) => pages)),
    ticketsPerWeek: perWeek(total(quiet, ({ tickets }) => tickets)),
    wokenForTickets: faults.filter(isWokenForTicket).length,
    wokenAgain: faults.filter(isWokenAgain).length,
    wokenElsewhere: faults.filter(isWokenElsewhere).length,
    againPerFault: faults.length === 0 ? 0 : total(faults, ({ again }) => again) / faults.length,
    ...(after && { resolvedAfter: after }),
    goingOn: faults.filter(({ goesOn }) => goesOn).length,
  };
}

export const isWokenForTicket = ({ dues, pages }: Verdict): boolean =>
  dues.length > 0 && pages > 0 && dues.every(({ due }) => due.severity === "ticket");

/**
 * Whether the same person was woken more often than there were faults to be woken for. Two faults that have nothing to
 * do with each other may wake one person twice.
 */
export const isWokenAgain = ({ dues, mostPages }: Verdict): boolean =>
  dues.length > 0 && mostPages > Math.max(1, dues.filter(({ due }) => due.severity === "page").length);

/** Whether a page was due and somebody was woken for something else besides. */
export const isWokenElsewhere = ({ dues, strayPages }: Verdict): boolean =>
  dues.some(({ due }) => due.severity === "page") && strayPages > 0;

/** Verdicts by family, in the order of the families, without those of which there is nothing. */
export const byFamily = (verdicts: readonly Verdict[]): (readonly [Family, readonly Verdict[]])[] =>
  families
    .map(
      (family) => [family, verdicts.filter((verdict) => verdict.family === family && verdict.dues.length > 0)] as const,
    )
    .filter(([, those]) => those.length > 0);

export function medianOf(all: readonly Duration[]): Duration | undefined {
  const sorted = all.map((one) => one.milliseconds).sort((one, other) => one - other);
  const [low, high] = [sorted[Math.floor((sorted.length - 1) / 2)], sorted[Math.floor(sorted.length / 2)]];
  return low === undefined || high === undefined ? undefined : milliseconds((low + high) / 2);
}

const total = <T>(all: readonly T[], of: (one: T) => number): number => all.reduce((sum, one) => sum + of(one), 0);
