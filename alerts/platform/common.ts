import type { Team } from "../../model/team";
import { minutes } from "../../units/quantities";
import type { AlertRule, Severity } from "../alert";
import type { Levelled } from "../levels";

export interface PlatformAlertFacts {
  /** Of the monitoring itself. */
  readonly owner: Team;
  /**
   * Slices of critical things, by their names: their rule groups begin so, and the jobs of their exporters are called
   * so.
   */
  readonly critical: readonly string[];
  /** Whether there is a store of all series, which is watched too. @default false */
  readonly mimir?: boolean;
  /** Whether somebody asks for the certificate by which everything here serves, which is watched too. @default false */
  readonly certificate?: boolean;
}

type Common = Pick<AlertRule, "id" | "kind" | "owner" | "about" | "labels" | "keepFiringFor">;

/** @param kind with `platform-` before it names runbook and panel, and is the UID. */
export const common = ({ owner }: PlatformAlertFacts, kind: string): Common => ({
  id: `platform-${kind}`,
  kind: `platform-${kind}`,
  owner,
  about: "The monitoring itself. Whoever owns a service hears nothing of its faults while it fails.",
  labels: {},
  keepFiringFor: minutes(5),
});

/** For all alerts but the one that tells of it. */
export const toldByTargets = {
  means: "healthy",
  because: "what is not scraped or not recorded is told by the alert on targets, once",
} as const;

type OfSome = { readonly matches: string } | { readonly notMatches: string };

/** What one of the two rules is told of. */
export interface Half {
  readonly severity: Severity;
  readonly of: OfSome;
  /** Names that match, and some that do not. */
  readonly own: readonly [string, ...string[]];
  readonly others: readonly string[];
}

/** What belongs to nothing that is critical. */
const unimportant = "something-else";

/**
 * Being blind to what is critical wakes somebody; being blind to anything else waits: a rule for each of the two
 * halves, with the same threshold. Where nothing is critical the ticket is for all.
 *
 * @param called how what belongs to a slice is called. @default as the slice
 */
export function byCriticality(
  { critical }: PlatformAlertFacts,
  rule: (half: Half) => AlertRule,
  called: (slice: string) => readonly string[] = (slice) => [slice],
): Levelled {
  const names = critical.flatMap(called);
  const pattern = names.join("|");
  const ticket = rule({ severity: "ticket", of: { notMatches: pattern }, own: [unimportant], others: names });
  const [first, ...more] = names;
  if (first === undefined) return ticket;
  const page = rule({ severity: "page", of: { matches: pattern }, own: [first, ...more], others: [unimportant] });
  return { ticket, page: { ...page, id: `${page.id}-page` } };
}
