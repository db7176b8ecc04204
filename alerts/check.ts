import type { Finding } from "../findings/finding";
import { error, within } from "../findings/finding";
import { checkUid } from "../model/uid";
import type { Duration } from "../units/quantities";
import { durationText } from "../units/text";
import { units } from "../units/unit";
import type { AnyAlert } from "./alert";
import { evaluationInterval, thresholdOf, unitOf } from "./alert";

/** Grafana's limit for a rule's name. */
const maxTitle = 190;

/**
 * Findings on an alert that the Terraform provider accepts although it breaks when deployed or, worse, works and is
 * wrong.
 */
export const checkAlert = (alert: AnyAlert): Finding[] =>
  within(`alert ${alert.id}`, [
    ...checkUid("id", alert.id),
    ...checkTitle(alert.title),
    ...checkUnit(unitOf(alert)),
    ...(alert.shows ?? []).flatMap(({ unit }, at) => within(`shows[${at}]`, checkUnit(unit))),
    ...checkThreshold(alert),
    ...checkPeriod("pendingFor", alert.pendingFor),
    ...checkPeriod("keepFiringFor", alert.keepFiringFor),
  ]);

const checkTitle = (title: string): Finding[] =>
  title.trim() !== "" && title.length <= maxTitle
    ? []
    : [
        error({
          id: "alert-title",
          where: "title",
          what:
            title.trim() === ""
              ? "the title is blank."
              : `the title has ${title.length} characters; ${maxTitle} is the most.`,
          why: "it is the subject of the notification; Grafana refuses longer ones when they are deployed.",
          fix: "say in a few words what happens to whom.",
        }),
      ];

/** Finding on an unknown unit. Also for units that come from a cast: a type is no guard against data. */
export const checkUnit = (unit: string): Finding[] =>
  Object.hasOwn(units, unit)
    ? []
    : [
        error({
          id: "unknown-unit",
          where: "unit",
          what: `"${unit}" is no unit.`,
          why: "the number in the notification and on the panel would stand without one, or with a wrong one.",
          fix: `use one of ${Object.keys(units).join(", ")}, or add it to units/unit.ts.`,
        }),
      ];

function checkThreshold({ fires, clears }: AnyAlert): Finding[] {
  const threshold = thresholdOf(fires);
  if (!Number.isFinite(threshold) || !Number.isFinite(clears))
    return [
      error({
        id: "threshold-not-a-number",
        where: "fires",
        what: `fires at ${threshold}, clears at ${clears}.`,
        why: "no value ever compares with that: the alert can't fire, or can't end.",
        fix: "give both a finite number.",
      }),
    ];
  const quietSide = "above" in fires ? clears <= threshold : clears >= threshold;
  return quietSide
    ? []
    : [
        error({
          id: "clears-on-wrong-side",
          where: "clears",
          what: `fires ${"above" in fires ? "above" : "below"} ${threshold} but clears at ${clears}, which is still on the firing side.`,
          why: "a firing alert would recover while its condition holds, and fire again at once.",
          fix: `clear ${"above" in fires ? "at or below" : "at or above"} ${threshold}.`,
        }),
      ];
}

const checkPeriod = (field: string, { milliseconds }: Duration): Finding[] =>
  milliseconds >= 0 && milliseconds % evaluationInterval.milliseconds === 0
    ? []
    : [
        error({
          id: "period-not-evaluated",
          where: field,
          what: `${milliseconds} ms is not zero or a positive multiple of ${durationText(evaluationInterval)}.`,
          why: "nothing is evaluated in between: the period would last until the next evaluation, or be refused when deployed.",
          fix: "minutes(5)",
        }),
      ];
