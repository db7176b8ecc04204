import { weekdays } from "../environments/environment";
import type { Finding } from "../findings/finding";
import { errorUnless, within } from "../findings/finding";
import { repeated } from "../findings/repeated";
import { checkPlainName } from "../model/plain-name";
import { days } from "../units/quantities";
import { signedDurationText } from "../units/text";
import { checkDue } from "./check-due";
import { checkFault } from "./check-fault";
import { readFields } from "./form";
import type { Setting } from "./known";
import type { Scenario } from "./scenario";
import { beginsFields, scenarioFields } from "./scenario-fields";

/**
 * Findings on scenarios, as far as they can be made before these are played. Whatever its types say, a scenario may
 * come from a file that nothing has compiled: what has not the form that it should have is told, and the rest is looked
 * at.
 */
export const checkScenarios = (scenarios: readonly Scenario[], setting: Setting): Finding[] => [
  ...scenarios.flatMap((scenario) => checkScenario(scenario, setting)),
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

function checkScenario(stated: unknown, setting: Setting): Finding[] {
  const { sound, findings } = readFields<Scenario>(stated, scenarioFields);
  const { name, begins, lasts, faults, due } = sound;
  return within(name ?? "scenario", [
    ...findings,
    ...(name === undefined ? [] : checkPlainName("name", name)),
    ...(begins ? checkBegins(begins) : []),
    ...(lasts ? checkLength(lasts) : []),
    ...checkPurpose(sound),
    ...(faults ?? []).flatMap((fault, at) => within(`faults[${at}]`, checkFault(fault, lasts, setting))),
    ...(due === undefined || due === "nothing" ? [] : due).flatMap((one, at) =>
      within(`due[${at}]`, checkDue(one, sound, setting)),
    ),
  ]);
}

function checkPurpose({ family, faults, due }: Partial<Scenario>): Finding[] {
  const isQuiet = due === "nothing";
  return [
    ...errorUnless(due === undefined || family === undefined || (family === "quiet") === isQuiet, {
      id: "scenario-quiet-or-due",
      where: "due",
      what: isQuiet ? `nothing is due, and the family is ${family}.` : "something is due on a quiet day.",
      why: "an alert would be counted as false where it is wanted, or as wanted where it is false.",
      fix: 'family: "quiet" goes with due: "nothing", and each other family with what somebody has to be told.',
    }),
    ...errorUnless(due === undefined || isQuiet || faults?.length !== 0, {
      id: "scenario-without-fault",
      where: "faults",
      what: "something is due, and nothing happens.",
      why: "whatever is told would be told for nothing.",
      fix: "state what breaks, or make it a quiet day.",
    }),
  ];
}

function checkBegins(begins: Scenario["begins"]): Finding[] {
  const { sound, findings } = readFields(begins, beginsFields);
  const { weekday = "monday", hour = 0 } = sound;
  return [
    ...within("begins", findings),
    ...errorUnless((weekdays as readonly string[]).includes(weekday) && hour >= 0 && hour < 24, {
      id: "scenario-begins-outside",
      where: "begins",
      what: `"${weekday}" at ${hour} is no hour of a week.`,
      why: "the traffic of another day would be played, or that of none.",
      fix: 'the day in lower case, and the hour from 0 on, in UTC: { weekday: "friday", hour: 17 }',
    }),
  ];
}

/** The days before it are history, and the same hours of the week before are compared with: they must not overlap. */
const longest = days(3);

const checkLength = (lasts: Scenario["lasts"]): Finding[] =>
  errorUnless(lasts.milliseconds > 0 && lasts.milliseconds <= longest.milliseconds, {
    id: "scenario-length",
    where: "lasts",
    what: `no scenario lasts ${signedDurationText(lasts)}.`,
    why: "there would be nothing to look at, or more than the days before it are made for.",
    fix: `lasts: hours(2), and ${signedDurationText(longest)} at most.`,
  });
