import type { Change, Flag } from "./change";
import { flags, sections, withConsequences } from "./change";

/** A change in one environment or several. */
export interface ReportedChange extends Omit<Change, "consequences"> {
  readonly environments: readonly string[];
  readonly consequences: readonly ReportedChange[];
}

/** All that is told to whoever reviews. */
export interface Report {
  /** What is compared with, as it was asked for. */
  readonly base: string;
  readonly environments: readonly string[];
  /** What could not be compared, in a sentence each. */
  readonly notes: readonly string[];
  readonly changes: readonly ReportedChange[];
}

/** The report on all environments: what changes in several is told once. @param changes by the environments' names */
export function reportOf(
  changes: ReadonlyMap<string, readonly Change[]>,
  { base, notes }: Pick<Report, "base" | "notes">,
): Report {
  return { base, notes, environments: [...changes.keys()], changes: merged([...changes]) };
}

const order = Object.keys(sections);

/** As people are told: section by section. */
const inOrder = (changes: readonly ReportedChange[]): ReportedChange[] =>
  [...changes].sort((one, other) => order.indexOf(one.section) - order.indexOf(other.section));

function merged(changes: readonly (readonly [string, readonly Change[]])[]): ReportedChange[] {
  const found = new Map<string, { readonly change: Change; readonly in: [string, Change][] }>();
  for (const [environment, ofOne] of changes)
    for (const change of ofOne) {
      const key = JSON.stringify({ ...change, consequences: undefined });
      const same = found.get(key) ?? { change, in: [] };
      same.in.push([environment, change]);
      found.set(key, same);
    }
  const reported = [...found.values()].map(({ change, in: places }) => ({
    ...change,
    environments: places.map(([environment]) => environment),
    consequences: merged(places.map(([environment, { consequences = [] }]) => [environment, consequences])),
  }));
  return inOrder(reported);
}

/** How often each flag stands, the gravest first; also on what comes with something else, and of what else it holds. */
export function countFlags({ changes }: Pick<Report, "changes">): ReadonlyMap<Flag, number> {
  const all = changes.flatMap((change) => withConsequences(change));
  const count = (flag: Flag) =>
    all.reduce((sum, change) => sum + (change.flags?.includes(flag) === true ? 1 + (change.also?.length ?? 0) : 0), 0);
  return new Map(flags.map((flag) => [flag, count(flag)] as const).filter(([, n]) => n > 0));
}

/** A change's own flags, and those of what comes with it. */
export const flagsOf = (change: Change): Flag[] => {
  const own = new Set(withConsequences(change).flatMap((one) => one.flags ?? []));
  return flags.filter((flag) => own.has(flag));
};
