import type { Finding } from "../findings/finding";
import { errorUnless } from "../findings/finding";
import { didYouMean, nearest } from "../findings/nearest";
import type { Duration } from "../units/quantities";
import { signedDurationText } from "../units/text";
import { checkAmounts } from "./check-amounts";
import type { Fault } from "./fault";
import { fieldsOf, kindForm } from "./fault-fields";
import { readFields } from "./form";
import type { Setting } from "./known";
import { choicesOf } from "./known";

/**
 * Findings on a fault of a scenario: on the form of its fields, and on what those say whose form is right.
 *
 * @param lasts length of the scenario; undefined where that has not its form
 */
export function checkFault(stated: unknown, lasts: Duration | undefined, setting: Setting): Finding[] {
  const kinds = readFields<Pick<Fault, "kind">>(kindOf(stated), { kind: kindForm });
  const { kind } = kinds.sound;
  if (kind === undefined) return [...kinds.findings];
  const { sound, findings } = readFields(stated, fieldsOf(kind));
  return [...findings, ...checkNames(sound, setting), ...checkTimes(sound, lasts), ...checkAmounts(sound, setting)];
}

/** Its kind alone: the other fields are those of the kind. */
const kindOf = (stated: unknown): unknown =>
  typeof stated === "object" && stated !== null && "kind" in stated ? { kind: stated.kind } : stated;

function checkNames(sound: Partial<Fault>, setting: Setting): Finding[] {
  // Without its service or broker nobody knows which routes or queues there are.
  const known = Object.entries(sound).filter(([field]) => "of" in sound || !["route", "queue"].includes(field));
  return choicesOf(Object.fromEntries(known) as unknown as Fault, setting).flatMap(({ field, value, of, what }) =>
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
  );
}

function checkTimes({ from, until }: Partial<Fault>, lasts: Duration | undefined): Finding[] {
  if (from === undefined) return [];
  const isOver = until !== undefined && until.milliseconds <= 0;
  return [
    ...errorUnless(until === undefined || until.milliseconds > from.milliseconds, {
      id: "scenario-fault-backwards",
      where: "until",
      what: `it ends after ${signedDurationText(until ?? from)}, and begins after ${signedDurationText(from)}.`,
      why: "it would never be there.",
      fix: "both are counted from the beginning of the scenario: until comes after from.",
    }),
    ...errorUnless(lasts === undefined || (from.milliseconds < lasts.milliseconds && !isOver), {
      id: "scenario-fault-outside",
      where: "from",
      what: `it is there from ${signedDurationText(from)} to ${until ? signedDurationText(until) : "the end"}, and the scenario lasts ${signedDurationText(lasts ?? from)}.`,
      why: "nobody looks at what is before or after.",
      fix: "make the scenario longer, or the fault earlier.",
    }),
  ];
}
