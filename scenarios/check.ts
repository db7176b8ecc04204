import { weekdays } from "../environments/environment";
import type { Finding } from "../findings/finding";
import { errorUnless, within } from "../findings/finding";
import { didYouMean, nearest } from "../findings/nearest";
import { repeated } from "../findings/repeated";
import { checkPlainName } from "../model/plain-name";
import { checkFault, checkForm, lackingOf, text } from "./check-fault";
import type { Setting } from "./known";
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
  const formless = [
    ...faults.flatMap((fault, at) => within(`faults[${at}]`, checkForm(fault))),
    ...due.flatMap((one, at) => within(`due[${at}]`, lackingOf(one, ["severity", "of", "within", "because"]))),
  ];
  if (formless.length > 0) return formless;
  return [
    ...checkPlainName("name", name),
    ...checkBegins(scenario),
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

const checkBegins = ({ begins: { weekday, hour } }: Scenario): Finding[] =>
  errorUnless((weekdays as readonly string[]).includes(weekday) && hour >= 0 && hour < 24, {
    id: "scenario-begins-outside",
    where: "begins",
    what: `"${weekday}" at ${hour} is no hour of a week.`,
    why: "the traffic of another day would be played, or that of none.",
    fix: 'the day in lower case, and the hour from 0 on, in UTC: { weekday: "friday", hour: 17 }',
  });

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
