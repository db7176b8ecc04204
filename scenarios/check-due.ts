import { whyAbsent } from "../environments/absence";
import type { Finding } from "../findings/finding";
import { errorUnless } from "../findings/finding";
import { didYouMean, nearest } from "../findings/nearest";
import type { Duration } from "../units/quantities";
import { signedDurationText } from "../units/text";
import type { Fault } from "./fault";
import { duration, readFields } from "./form";
import type { Setting } from "./known";
import type { Due, Scenario } from "./scenario";
import { firstFault, platformItself } from "./scenario";
import { dueFields } from "./scenario-fields";

/** Findings on something that is due: on the form of its fields, and on what those say whose form is right. */
export function checkDue(stated: unknown, scenario: Partial<Scenario>, setting: Setting): Finding[] {
  const { sound, findings } = readFields<Due>(stated, dueFields);
  const { of, since, within: deadline, because } = sound;
  return [
    ...findings,
    ...(of ? checkWhose(of, setting) : []),
    ...(since ? checkSince(since, scenario) : []),
    ...(deadline ? checkDeadline(deadline, since, scenario) : []),
    ...errorUnless(because?.trim() !== "", {
      id: "scenario-deadline-without-reason",
      where: "because",
      what: "nobody says why by then.",
      why: "a deadline without a reason is whatever the alerts happen to keep.",
      fix: "what becomes of users, of the budget or of the disk after it?",
    }),
  ];
}

function checkWhose(of: Due["of"], { system, environment }: Setting): Finding[] {
  const things = [...system.services, ...system.resources];
  const known = things.map(({ name }) => name).concat(platformItself);
  const unknown = of.flatMap((name, at) =>
    errorUnless(known.includes(name), {
      id: "scenario-unknown-name",
      where: `of[${at}]`,
      what: `"${name}" is no service, no resource, and not "${platformItself}".`,
      why: "no alert is about it: what is due could never come.",
      fix: didYouMean(nearest(name, known), `one of ${known.join(", ")}.`),
    }),
  );
  const reasons = of.map((name) => {
    const whys = things.filter((thing) => thing.name === name).map((thing) => whyAbsent(thing, environment));
    return whys.includes(undefined) ? undefined : whys[0];
  });
  return [
    ...unknown,
    ...errorUnless(reasons.includes(undefined), {
      id: "scenario-not-measured",
      where: "of",
      what: `${of.join(" and ")} cannot be seen: ${reasons[0]}.`,
      why: "no alert is about it in this environment: what is due could never come.",
      fix: "npm run simulate -- --environment production",
    }),
  ];
}

/** As far as a fault has a time. */
const timed = ({ faults = [] }: Partial<Scenario>): Fault[] =>
  faults.filter((fault) => duration.is((fault as Partial<Fault> | undefined)?.from));

function checkSince(since: Duration, scenario: Partial<Scenario>): Finding[] {
  const begins = timed(scenario).map(({ from }) => from.milliseconds);
  return errorUnless(begins.length < (scenario.faults?.length ?? 0) || begins.includes(since.milliseconds), {
    id: "scenario-due-since-nothing",
    where: "since",
    what: `no fault begins ${signedDurationText(since)} after the beginning.`,
    why: "a deadline is counted from the fault that it is about.",
    fix: "the `from` of that fault; leave it out where it is the first.",
  });
}

function checkDeadline(deadline: Duration, since: Duration | undefined, scenario: Partial<Scenario>): Finding[] {
  const { faults = [], lasts } = scenario;
  const begins = since ?? firstFault({ faults: timed(scenario) });
  const isUncertain = lasts === undefined || timed(scenario).length < faults.length;
  const isInside = isUncertain || begins.milliseconds + deadline.milliseconds <= lasts.milliseconds;
  return errorUnless(deadline.milliseconds > 0 && isInside, {
    id: "scenario-deadline-outside",
    where: "within",
    what: `${signedDurationText(deadline)} after the fault the scenario is over, or the fault has not begun.`,
    why: "whoever is told too late would not be found out.",
    fix: "make the scenario longer, or the deadline shorter; it is counted from the fault on.",
  });
}
