import { evaluationInterval } from "../alerts/alert";
import { durationText } from "../units/text";
import type { Verdict } from "./judge";
import { own } from "./pack";
import { byFamily, isWokenAgain, isWokenElsewhere, isWokenForTicket, medianOf, noiseOf } from "./sums";
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
  const of = (name: string) => verdicts.filter(({ pack }) => pack === name);
  const packs = [...new Set(verdicts.map(({ pack }) => pack))];
  const bounded = packs.filter((name) => name !== own && noiseOf(of(name)).pagesPerWeek <= mostPagesPerWeek);
  const ours = new Map(of(own).map((verdict) => [nameOf(verdict), verdict]));
  return bounded.flatMap((name) =>
    byFamily(of(name)).flatMap(([family, those]) => {
      // What it does not find is no part of how fast it is, nor of how fast it is compared with.
      const both = those.flatMap((verdict) => toldByBoth(verdict, ours.get(nameOf(verdict))));
      const [theirs, mine] = [medianOf(both.map((each) => each.theirs)), medianOf(both.map((each) => each.mine))];
      if (!theirs || !mine || mine.milliseconds <= theirs.milliseconds + evaluationInterval.milliseconds) return [];
      return [
        `${family}: ${name} tells after ${minutesText(theirs)}, and ours of the same after ${minutesText(mine)}.`,
      ];
    }),
  );
}

const toldByBoth = (theirs: Verdict, mine: Verdict | undefined) =>
  theirs.dues.flatMap(({ toldAfter }, at) => {
    const ours = mine?.dues[at]?.toldAfter;
    return toldAfter && ours ? [{ theirs: toldAfter, mine: ours }] : [];
  });
