import type { Fault } from "../../scenarios/fault";
import type { Due } from "../../scenarios/scenario";
import { allEndpoints } from "../../model/http-service";
import type { Bytes, Duration, Percent } from "../../units/quantities";
import { milliseconds, minutes } from "../../units/quantities";
import { bytesText, durationText, percentText } from "../../units/text";
import type { DueVerdict } from "../../simulation/due";
import type { State } from "../../simulation/grafana-states";
import { notExported } from "../../simulation/judged";
import type { Outcome, Row } from "./outcome";
import { firesAt, hasFired } from "./outcome";

/** `errors, shop-api, /api/checkout: share 33 %`. */
export function faultText(fault: Fault): string {
  const { kind, shape } = fault;
  const amounts: string[] = [];
  const names: string[] = [];
  for (const [field, value] of Object.entries<unknown>({ ...fault })) {
    if (told.includes(field)) continue;
    if (typeof value === "string") names.push(value);
    else if (value !== undefined) amounts.push(`${spoken(field)} ${amountText(value)}`);
  }
  const growing = shape === "ramp" ? ["growing"] : [];
  const rest = [...growing, ...amounts].join(", ");
  return `${[kind, ...names].join(", ")}${rest === "" ? "" : `: ${rest}`}`;
}

/** When, and what, is told elsewhere. */
const told: readonly string[] = ["kind", "from", "until", "shape"];

/** `perFailure` becomes `per failure`. */
const spoken = (field: string): string => field.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);

function amountText(value: unknown): string {
  if (Array.isArray(value)) return value.join(", ");
  if (typeof value !== "object" || value === null) return String(value);
  if ("percent" in value) return percentText(value as Percent);
  if ("bytes" in value) return bytesText(value as Bytes);
  return durationText(value as Duration);
}

/** `18:44`. */
export const clockText = (at: number): string => new Date(at).toISOString().slice(11, 16);

/** `Tuesday 3 March 2026, 18:00–21:00 UTC`; over midnight with both days. */
export function timeText({ begins, ends }: { readonly begins: number; readonly ends: number }): string {
  const [first, last] = [dayText(begins), dayText(ends)];
  return first === last
    ? `${first}, ${clockText(begins)}–${clockText(ends)} UTC`
    : `${first}, ${clockText(begins)} to ${last}, ${clockText(ends)} UTC`;
}

const dayText = (at: number): string =>
  new Intl.DateTimeFormat("en-GB", {
    weekday: "long",
    day: "numeric",
    month: "long",
    year: "numeric",
    timeZone: "UTC",
  }).format(at);

/** `PAGE`, `ticket`: told apart without colour. */
export const severityText = ({ severity }: Row): string => (severity === "page" ? "PAGE" : severity);

/** Which of the combinations of labels it is: `endpoint all, /api/checkout`; nothing where there is but one. */
export function instancesText({ history, instances }: Row): string {
  const known = [...Object.keys(history.alert.labels), "__name__", "service", "resource", "alertname", "rulename"];
  const varying = new Map<string, Set<string>>();
  for (const { labels } of instances)
    for (const [name, value] of Object.entries(labels))
      if (!known.includes(name)) varying.set(name, (varying.get(name) ?? new Set()).add(value));
  return [...varying].map(([name, values]) => `${name} ${some([...values].sort(byScope))}`).join("; ");
}

/** The whole comes before its parts. */
const byScope = (one: string, other: string): number =>
  Number(other === allEndpoints) - Number(one === allEndpoints) || (one < other ? -1 : 1);

const mostNamed = 3;

const some = (values: readonly string[]): string =>
  values.length <= mostNamed
    ? values.join(", ")
    : `${values.slice(0, mostNamed - 1).join(", ")} and ${values.length - mostNamed + 1} more`;

/** What became of an alert: `fires 4 min after the fault, for 1.7 h; pages storefront-on-call after 5 min`. */
export function courseText(row: Row, { since, source }: Outcome): string {
  const spells = row.instances.flatMap((instance) => instance.spells);
  const fires = firesAt(row);
  if (fires === undefined) return "was pending, and did not fire";
  const ends = spells.map((spell) => (spell.fires === undefined ? spell.fires : (spell.ends ?? Infinity)));
  const last = Math.max(...ends.flatMap((end) => end ?? []));
  const whole = Number.isFinite(last) ? `for ${roughly(last - fires)}` : "and still at the end";
  const parts = [`fires ${after(fires - since, source.scenario?.faults.length ?? 0)}, ${whole}`];
  const { told } = row;
  if (told) parts.push(`${told.wakes ? "pages" : "tells"} ${told.contactPoint} ${clockText(told.at)}`);
  else parts.push("nobody is told in that time");
  return parts.join("; ");
}

const after = (passed: number, faults: number): string => {
  if (passed < 0) return `${roughly(-passed)} before the fault`;
  return roughly(passed) === roughly(0)
    ? "at once"
    : `${roughly(passed)} after the ${faults > 0 ? "fault" : "beginning"}`;
};

/** In minutes, and from two hours on in hours with one decimal. */
const roughly = (passed: number): string =>
  passed < 2 * 3_600_000
    ? durationText(minutes(Math.round(passed / 60_000)))
    : durationText(milliseconds(Math.round(passed / 360_000) * 360_000));

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

/** `in time, after 4.5 min: a page of shop-api, due within 12 min. Why by then: …`; whatever was missed, in capitals. */
function dueText(verdict: DueVerdict): string {
  const { because } = verdict.due;
  return `${whenText(verdict)}: ${dueWords(verdict.due)}. Why by then: ${because}`;
}

/** `a page of shop-api, due within 12 min`. */
export const dueWords = ({ severity, of, within }: Due): string =>
  `a ${severity} of ${of.join(" or ")}, due within ${exactly(within)}`;

function whenText({ toldAfter, ticketAfter, inTime }: DueVerdict): string {
  if (toldAfter) return `${inTime ? "in time" : "TOO LATE"}, after ${exactly(toldAfter)}`;
  return ticketAfter ? `ONLY A TICKET CAME, after ${exactly(ticketAfter)}` : "NOBODY WAS TOLD";
}

/** In tenths of minutes, as deadlines are; from two hours on as everything. */
const exactly = ({ milliseconds: passed }: Duration): string =>
  passed < 2 * 3_600_000 ? `${Math.round(passed / 6000) / 10} min` : roughly(passed);

/** `Alert rules: 3 fired, 1 was only pending, 121 stayed quiet, 1 always fires by design, 30 not simulated (logs).` */
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

/** States as they are told: Grafana's `alerting` is what people call firing. */
export const stateWords: Readonly<Record<State, string>> = {
  normal: "at rest",
  pending: "pending",
  alerting: "firing",
  recovering: "recovering",
  "no-data": "no data",
  error: "error",
};

/** In lines of so many characters at most. */
export function folded(text: string, width: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(" ")) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= width) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}
