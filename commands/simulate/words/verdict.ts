import type { Due } from "../../../scenarios/scenario";
import type { DueVerdict } from "../../../simulation/due";
import { notExported } from "../../../simulation/judged";
import type { Outcome } from "../outcome";
import { hasFired } from "../outcome";
import { exactly } from "./time";

/** What came of all that is due, the verdict first; of a day on which nobody may be woken, whether somebody was. */
export function verdictTexts({ source, dues, rows }: Outcome): string[] {
  const mayWake = !source.scenario || dues.some(({ due }) => due.severity === "page");
  const woken = rows.filter(({ told }) => told?.wakes);
  const night =
    woken.length === 0
      ? "nobody was woken"
      : `SOMEBODY WAS WOKEN, and no page is due: ${woken.map(({ history }) => history.alert.title).join("; ")}`;
  return [...dues.map(dueText), ...(mayWake ? [] : [night])];
}

/**
 * `in time, after 4.5 min: a page of shop-api, due within 12 min. Why by then: …`; whatever was missed, in capitals.
 */
function dueText(verdict: DueVerdict): string {
  const { because } = verdict.due;
  return `${whenText(verdict)}: ${dueWords(verdict.due)}. Why by then: ${because}`;
}

/** What is due, in words: `a page of shop-api, due within 12 min`. */
export const dueWords = ({ severity, of, within }: Due): string =>
  `a ${severity} of ${of.join(" or ")}, due within ${exactly(within)}`;

function whenText({ toldAfter, ticketAfter, inTime }: DueVerdict): string {
  if (toldAfter) return `${inTime ? "in time" : "TOO LATE"}, after ${exactly(toldAfter)}`;
  return ticketAfter ? `ONLY A TICKET CAME, after ${exactly(ticketAfter)}` : "NOBODY WAS TOLD";
}

/**
 * How many alert rules did what: `Alert rules: 3 fired, 1 was only pending, 121 stayed quiet, 1 always fires by design,
 * 30 not simulated (logs).`
 */
export function countsText({ rows, quiet, always, simulation }: Outcome): string {
  const fired = rows.filter(hasFired).length;
  const pending = rows.length - fired;
  const reasons = new Map<string, number>();
  for (const { why } of simulation.notSimulated) reasons.set(why, (reasons.get(why) ?? 0) + 1);
  const unjudged = reasons.get(notExported) ?? 0;
  reasons.delete(notExported);
  const parts = [
    `${fired} fired`,
    ...(pending > 0 ? [`${pending} ${pending === 1 ? "was" : "were"} only pending`] : []),
    `${quiet} stayed quiet`,
    ...(always > 0 ? [`${always} always ${always === 1 ? "fires" : "fire"} by design`] : []),
    ...[...reasons].map(([why, count]) => `${count} not simulated (${why})`),
  ];
  const left = unjudged > 0 ? [`${unjudged} cannot be judged: ${notExported}.`] : [];
  return [`Alert rules: ${parts.join(", ")}.`, ...left].join(" ");
}
