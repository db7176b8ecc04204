const months = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];
const weekdays = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];

interface Part {
  readonly from: number;
  readonly to: number;
  readonly names?: readonly string[];
  /** What else may stand there alone. */
  readonly alone?: RegExp;
}

const seconds: Part = { from: 0, to: 59 };
const hours: Part = { from: 0, to: 23 };
const daysOfMonth: Part = { from: 1, to: 31, alone: /^(\?|LW?|\d+W)$/ };
const monthsOfYear: Part = { from: 1, to: 12, names: months };
const daysOfWeek: Part = { from: 1, to: 7, names: weekdays, alone: /^(\?|L|[1-7]L|[1-7]#[1-5])$/ };
const years: Part = { from: 1970, to: 2199 };

/**
 * Whether Elasticsearch reads a schedule (org.elasticsearch.xpack.core.scheduler.Cron): seconds, minutes, hours, day of
 * the month, month, day of the week and, if need be, the year. It knows no schedule that asks for both kinds of day.
 */
export function isQuartz(text: string): boolean {
  const given = text.split(" ");
  const parts = [seconds, seconds, hours, daysOfMonth, monthsOfYear, daysOfWeek, years];
  const [ofMonth, ofWeek] = [given[3], given[5]];
  return (
    (given.length === 6 || given.length === 7) &&
    given.every((one, at) => isPart(one, parts[at] ?? years)) &&
    (ofMonth === "?") !== (ofWeek === "?")
  );
}

const isPart = (text: string, part: Part): boolean =>
  (part.alone?.test(text) ?? false) || text.split(",").every((one) => isRange(one, part));

function isRange(text: string, part: Part): boolean {
  const [, from = "", to, step] = /^([^-/]+)(?:-([^-/]+))?(?:\/([^-/]+))?$/.exec(text) ?? [];
  const fits = (one: string | undefined) => one === undefined || isValue(one, part);
  return (
    (from === "*" ? to === undefined : isValue(from, part)) && fits(to) && (step === undefined || isStep(step, part))
  );
}

const isStep = (text: string, { to }: Part): boolean => /^\d+$/.test(text) && Number(text) >= 1 && Number(text) <= to;

const isValue = (text: string, { from, to, names = [] }: Part): boolean =>
  names.includes(text) || (/^\d{1,4}$/.test(text) && Number(text) >= from && Number(text) <= to);
