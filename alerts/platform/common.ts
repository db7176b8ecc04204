import type { Team } from "../../model/team";
import { minutes } from "../../units/quantities";
import type { AlertRule, Severity } from "../alert";
import type { Levelled } from "../levels";

export interface PlatformAlertFacts {
  /** Owner of the alerts: the team that keeps the monitoring itself. */
  readonly owner: Team;
  /**
   * Names of the slices of critical things: their rule groups begin so, and the jobs of their exporters are called so.
   */
  readonly critical: readonly string[];
  /** Whether there is a store of all series (Mimir), which is watched too. @default false */
  readonly mimir?: boolean;
  /** Whether somebody asks for the certificate by which everything here serves, which is watched too. @default false */
  readonly certificate?: boolean;
}

type Common = Pick<AlertRule, "id" | "kind" | "owner" | "about" | "labels" | "keepFiringFor">;

/**
 * Fields that all alerts on the monitoring itself share.
 * @param kind with `platform-` before it names runbook and panel, and is the UID.
 */
export const common = ({ owner }: PlatformAlertFacts, kind: string): Common => ({
  id: `platform-${kind}`,
  kind: `platform-${kind}`,
  owner,
  about: "The monitoring itself. Whoever owns a service hears nothing of its faults while it fails.",
  labels: {},
  keepFiringFor: minutes(5),
});

/** What missing data means to the alerts on the monitoring itself; not to the one on targets. */
export const toldByTargets = {
  means: "healthy",
  because: "what is not scraped or not recorded is told by the alert on targets, once",
} as const;

type OfSome = { readonly matches: string } | { readonly notMatches: string };

/** The things that one of two rules is about: what is critical, or anything else. */
export interface Half {
  readonly severity: Severity;
  readonly of: OfSome;
  /** Names that `of` matches, and `others` that it does not. */
  readonly own: readonly [string, ...string[]];
  readonly others: readonly string[];
}

/** What belongs to nothing that is critical. */
const unimportant = "something-else";

/**
 * The alert on being blind: to what is critical it wakes somebody, to anything else it waits. A rule for each of the
 * two halves, with the same threshold. Where nothing is critical the ticket is for all.
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
