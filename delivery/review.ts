import type { Failure } from "../findings/exit-codes";
import { Failed } from "../findings/failed";
import type { Finding } from "../findings/finding";
import { error } from "../findings/finding";
import type { State } from "./plan-json";
import { noState } from "./plan-json";
import type { Reviewed } from "./planned";

/** What is about to be applied to one stack, read anew from the saved plan, the folder and the state. */
export type AboutToApply = Reviewed["stacks"][number];

type Told = Finding & { readonly id: Failure };

/**
 * Asserts that what is about to be applied is what was reviewed, of all stacks, before the first of them is changed.
 * @throws Failed if it is not
 */
export function assertReviewed(about: readonly AboutToApply[], reviewed: Reviewed): void {
  const findings = about.flatMap((stack) => checkStack(stack, reviewed));
  const [first] = findings;
  if (first) throw new Failed(first.id, findings);
}

function checkStack(about: AboutToApply, { environment, stacks }: Reviewed): Told[] {
  const where = `${environment}/${about.name}`;
  const reviewed = stacks.find(({ name }) => name === about.name);
  if (reviewed?.digest !== about.digest) return [told(notReviewed(where, about.digest, reviewed?.digest))];
  if (reviewed.saved !== about.saved) return [told(otherFile(where))];
  if (reviewed.synthesized !== about.synthesized) return [told(otherSource(where))];
  return isSame(reviewed.state, about.state) ? [] : [told(stale(where, reviewed.state, about.state))];
}

const told = (finding: Omit<Finding, "severity"> & { readonly id: Failure }): Told => ({
  ...error(finding),
  id: finding.id,
});

const isSame = (a: State, b: State) => a.lineage === b.lineage && a.serial === b.serial;

const short = (digest: string) => digest.slice(0, 12);

const notReviewed = (where: string, digest: string, reviewed: string | undefined) =>
  ({
    id: "plan-not-reviewed",
    where,
    what: `the saved plan means ${short(digest)}, what was reviewed ${reviewed === undefined ? "has no such stack" : `means ${short(reviewed)}`}.`,
    why: "nobody agreed to what it would do; nothing was changed.",
    fix: "plan again, and have that plan reviewed",
  }) as const;

const otherFile = (where: string) =>
  ({
    id: "plan-not-reviewed",
    where,
    what: "the saved plan means the same as what was reviewed, and is another file.",
    why: "how it signs in, and where, stands in it too, and is no part of its meaning; nothing was changed.",
    fix: "plan again, and have that plan reviewed",
  }) as const;

const otherSource = (where: string) =>
  ({
    id: "plan-not-reviewed",
    where,
    what: "the plan was made of another synthesized output than the one that lies here.",
    why: "charts are read from here when it is applied; nothing was changed.",
    fix: "check out the commit of the plan, or plan again",
  }) as const;

const stale = (where: string, planned: State, now: State) =>
  ({
    id: "plan-stale",
    where,
    what: `the state is at ${versionOf(now)}, the plan was made at ${versionOf(planned)}.`,
    why: "somebody applied something else in between; what was reviewed is no longer what would happen. Nothing was changed.",
    fix: "plan again, and have it reviewed again",
  }) as const;

const versionOf = ({ lineage, serial }: State) => (lineage === noState.lineage ? "no version" : `version ${serial}`);
