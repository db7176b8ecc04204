import type { Finding } from "../findings/finding";
import { errorUnless } from "../findings/finding";
import { didYouMean, nearest } from "../findings/nearest";
import type { Duration } from "../units/quantities";
import { milliseconds } from "../units/quantities";
import { durationText, percentText } from "../units/text";
import type { Fault } from "./fault";
import { faultKinds, fieldsOf } from "./fault-fields";
import type { Choice, Setting } from "./known";
import { choicesOf } from "./known";
import type { Scenario } from "./scenario";

/** What is wrong with one fault of a scenario, as far as it is one. */
export const checkFault = (fault: Fault, scenario: Scenario, setting: Setting): Finding[] => [
  ...choicesOf(fault, setting).flatMap(checkChoice),
  ...checkTimes(fault, scenario),
  ...checkAmounts(fault),
];

/** Why a value is no fault at all: it may come from a file that nothing has compiled with types. */
export function checkForm(fault: Fault): Finding[] {
  const { kind } = fault;
  const unknown = checkChoice({ field: "kind", value: kind, of: faultKinds, what: "kinds of faults" });
  return unknown.length > 0 ? unknown : lackingOf(fault, ["from", ...fieldsOf[kind]]);
}

export const lackingOf = (value: object, fields: readonly string[]): Finding[] =>
  fields
    .filter((field) => (value as Readonly<Record<string, unknown>>)[field] === undefined)
    .flatMap((field) =>
      errorUnless(false, {
        id: "scenario-field-missing",
        where: field,
        what: "it is not stated.",
        why: "nobody knows what to play, or what to judge it by.",
        fix: "scenarios/fault.ts and scenarios/scenario.ts say what it means; scenarios/example.ts has one of each.",
      }),
    );

const checkChoice = ({ field, value, of, what }: Choice): Finding[] =>
  errorUnless(of.includes(value), {
    id: "scenario-unknown-name",
    where: field,
    what: `"${value}" is none of the ${what}.`,
    why: "nothing would happen, and the scenario would be a quiet day that is taken for a fault.",
    fix: didYouMean(
      nearest(value, of),
      `one of ${of.join(", ") || "those that are described, of which there are none"}.`,
    ),
  });

function checkTimes({ from, until }: Fault, { lasts }: Scenario): Finding[] {
  const isOver = until !== undefined && until.milliseconds <= 0;
  return [
    ...errorUnless(until === undefined || until.milliseconds > from.milliseconds, {
      id: "scenario-fault-backwards",
      where: "until",
      what: `it ends after ${text(until ?? from)}, and begins after ${text(from)}.`,
      why: "it would never be there.",
      fix: "both are counted from the beginning of the scenario: until comes after from.",
    }),
    ...errorUnless(from.milliseconds < lasts.milliseconds && !isOver, {
      id: "scenario-fault-outside",
      where: "from",
      what: `it is there from ${text(from)} to ${until ? text(until) : "the end"}, and the scenario lasts ${text(lasts)}.`,
      why: "nobody looks at what is before or after.",
      fix: "make the scenario longer, or the fault earlier.",
    }),
  ];
}

/** Of these more than the whole is an order, not a mistake: CPU that is wanted, memory that is needed. */
const mayExceed: readonly Fault["kind"][] = [
  "pod-cpu",
  "pod-memory",
  "broker-memory",
  "broker-disk",
  "prometheus-storage",
];

function checkAmounts(fault: Fault): Finding[] {
  const shares = Object.entries(fault).flatMap(([field, value]: [string, unknown]) =>
    typeof value === "object" && value !== null && "percent" in value ? [[field, Number(value.percent)] as const] : [],
  );
  const most = mayExceed.includes(fault.kind) ? Infinity : 100;
  const factor = "times" in fault ? fault.times : 1;
  return [
    ...shares.flatMap(([field, percent]) =>
      errorUnless(percent >= 0 && percent <= most, {
        id: "scenario-amount-impossible",
        where: field,
        what: `${percentText({ percent })} of it cannot be.`,
        why: "requests that do not exist would fail, and counters would run backwards.",
        fix: "a share goes from percent(0) to percent(100).",
      }),
    ),
    ...errorUnless(factor >= 0, {
      id: "scenario-amount-impossible",
      where: "times",
      what: `${factor} times as much cannot be.`,
      why: "counters would run backwards.",
      fix: "times: 0 is nothing at all, 0.5 is half, 3 is three times as much.",
    }),
  ];
}

/** Also of what was before the beginning. */
export const text = ({ milliseconds: n }: Duration): string =>
  (n < 0 ? "-" : "") + durationText(milliseconds(Math.abs(n)));
