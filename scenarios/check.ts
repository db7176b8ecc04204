import type { Finding } from "../findings/finding";
import { errorUnless, within } from "../findings/finding";
import { didYouMean, nearest } from "../findings/nearest";
import { repeated } from "../findings/repeated";
import { checkPlainName } from "../model/plain-name";
import type { Duration } from "../units/quantities";
import { milliseconds } from "../units/quantities";
import { durationText, percentText } from "../units/text";
import type { Fault } from "./fault";
import type { Setting } from "./known";
import { choicesOf } from "./known";
import type { Due, Scenario } from "./scenario";
import { dueOf, firstFault, platformItself } from "./scenario";

/** All that is wrong with scenarios, as far as it can be seen before they are played. */
export const checkScenarios = (scenarios: readonly Scenario[], setting: Setting): Finding[] => [
  ...scenarios.flatMap((scenario) => within(scenario.name, checkScenario(scenario, setting))),
  ...repeated(scenarios, ({ name }) => name).flatMap(({ name }) =>
    errorUnless(false, {
      id: "scenario-duplicate",
      where: name,
      what: "two scenarios have this name.",
      why: "only one of them can be asked for, and figures of both would be taken for one's.",
      fix: "give one of them another name.",
    }),
  ),
];

function checkScenario(scenario: Scenario, setting: Setting): Finding[] {
  const { name, family, faults } = scenario;
  const due = dueOf(scenario);
  return [
    ...checkPlainName("name", name),
    ...errorUnless((family === "quiet") === (due.length === 0), {
      id: "scenario-quiet-or-due",
      where: "due",
      what: family === "quiet" ? "something is due on a quiet day." : `nothing is due, and the family is ${family}.`,
      why: "an alert would be counted as false where it is wanted, or as wanted where it is false.",
      fix: 'family: "quiet" goes with due: "nothing", and each other family with what somebody has to be told.',
    }),
    ...errorUnless(due.length === 0 || faults.length > 0, {
      id: "scenario-without-fault",
      where: "faults",
      what: "something is due, and nothing happens.",
      why: "whatever is told would be told for nothing.",
      fix: "state what breaks, or make it a quiet day.",
    }),
    ...faults.flatMap((fault, at) => within(`faults[${at}]`, checkFault(fault, scenario, setting))),
    ...due.flatMap((one, at) => within(`due[${at}]`, checkDue(one, scenario, setting))),
  ];
}

const checkFault = (fault: Fault, scenario: Scenario, setting: Setting): Finding[] => [
  ...choicesOf(fault, setting).flatMap(({ field, value, of, what }) =>
    errorUnless(of.includes(value), {
      id: "scenario-unknown-name",
      where: field,
      what: `"${value}" is none of the ${what}.`,
      why: "nothing would happen, and the scenario would be a quiet day that is taken for a fault.",
      fix: didYouMean(
        nearest(value, of),
        `one of ${of.join(", ") || "those that are described, of which there are none"}.`,
      ),
    }),
  ),
  ...checkTimes(fault, scenario),
  ...checkAmounts(fault),
];

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

function checkDue({ of, within: deadline, because }: Due, { faults, lasts }: Scenario, { system }: Setting): Finding[] {
  const known = [...system.services, ...system.resources].map(({ name }) => name).concat(platformItself);
  const latest = firstFault({ faults }).milliseconds + deadline.milliseconds;
  return [
    ...of.flatMap((name, at) =>
      errorUnless(known.includes(name), {
        id: "scenario-unknown-name",
        where: `of[${at}]`,
        what: `"${name}" is no service, no resource, and not "${platformItself}".`,
        why: "no alert is about it: what is due could never come.",
        fix: didYouMean(nearest(name, known), `one of ${known.join(", ")}.`),
      }),
    ),
    ...errorUnless(deadline.milliseconds > 0 && latest <= lasts.milliseconds, {
      id: "scenario-deadline-outside",
      where: "within",
      what: `${text(deadline)} after the first fault the scenario is over, or the fault has not begun.`,
      why: "whoever is told too late would not be found out.",
      fix: "make the scenario longer, or the deadline shorter; it is counted from the first fault on.",
    }),
    ...errorUnless(because.trim() !== "", {
      id: "scenario-deadline-without-reason",
      where: "because",
      what: "nobody says why by then.",
      why: "a deadline without a reason is whatever the alerts happen to keep.",
      fix: "what becomes of users, of the budget or of the disk after it?",
    }),
  ];
}

/** Also of what was before the beginning. */
const text = ({ milliseconds: n }: Duration): string => (n < 0 ? "-" : "") + durationText(milliseconds(Math.abs(n)));
