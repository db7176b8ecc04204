import { evaluationInterval } from "../alerts/alert";
import type { Family } from "../scenarios/scenario";
import { durationText } from "../units/text";
import type { Verdict } from "./judge";
import { own } from "./pack";
import type { Sum } from "./sums";
import { byFamily, isWokenAgain, isWokenElsewhere, isWokenForTicket, noiseOf, sumOf } from "./sums";
import { minutesText } from "./table";

/** So often somebody may be woken for nothing. */
const mostPagesPerWeek = 1;

/** What this project promises of its alerts and does not keep in these scenarios; one sentence each. */
export const brokenPromises = (verdicts: readonly Verdict[]): string[] => {
  const ours = verdicts.filter(({ pack }) => pack === own);
  const { pagesPerWeek } = noiseOf(ours);
  return [
    ...ours.flatMap(untold),
    ...(pagesPerWeek > mostPagesPerWeek
      ? [`Somebody is woken for nothing ${pagesPerWeek.toFixed(1)} times a week of quiet days: ${wakers(ours)}.`]
      : []),
    ...ours.filter(isWokenForTicket).map((verdict) => `${nameOf(verdict)}: somebody is woken, and a ticket was due.`),
    ...ours
      .filter(isWokenAgain)
      .map((verdict) => `${nameOf(verdict)}: the same person is woken ${verdict.mostPages} times.`),
    ...ours
      .filter(isWokenElsewhere)
      .map((verdict) => `${nameOf(verdict)}: somebody is woken for something else than is due.`),
    ...slower(verdicts),
  ];
};

const nameOf = ({ scenario, seed }: Verdict): string => `${scenario} (seed ${seed})`;

const wakers = (ours: readonly Verdict[]): string =>
  ours
    .filter(({ dues, pages }) => dues.length === 0 && pages > 0)
    .map(nameOf)
    .join(", ");

const untold = (verdict: Verdict): string[] =>
  verdict.dues
    .filter(({ inTime }) => !inTime)
    .map(({ due, toldAfter }) => {
      const when = toldAfter ? `comes after ${minutesText(toldAfter)}` : "never comes";
      return `${nameOf(verdict)}: the ${due.severity} that is due within ${durationText(due.within)} ${when}.`;
    });

/** Where a peer that wakes people no more often for nothing is faster in a family, by more than one evaluation. */
function slower(verdicts: readonly Verdict[]): string[] {
  const packs = [...new Set(verdicts.map(({ pack }) => pack))];
  const bounded = packs.filter(
    (name) => name !== own && noiseOf(verdicts.filter(({ pack }) => pack === name)).pagesPerWeek <= mostPagesPerWeek,
  );
  const sums = (name: string) =>
    new Map<Family, Sum>(
      byFamily(verdicts.filter(({ pack }) => pack === name)).map(([family, those]) => [family, sumOf(those)]),
    );
  const ours = sums(own);
  return bounded.flatMap((name) =>
    [...sums(name)].flatMap(([family, theirs]) => {
      const [mine, other] = [ours.get(family)?.toldAfter, theirs.toldAfter];
      // Of a family that it does not find at all times it has only the easy part.
      if (!mine || !other || theirs.told < theirs.due) return [];
      if (mine.milliseconds <= other.milliseconds + evaluationInterval.milliseconds) return [];
      return [`${family}: ${name} tells after ${minutesText(other)}, and ours after ${minutesText(mine)}.`];
    }),
  );
}
