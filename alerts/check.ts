import type { Finding } from "../findings/finding";
import { error, within } from "../findings/finding";
import { checkUid } from "../model/uid";
import { units } from "../units/unit";
import type { AlertRule } from "./alert";
import { thresholdOf } from "./alert";

/** Grafana's limit for a rule's name. */
const maxTitle = 190;

/** What the Terraform provider accepts although it breaks when deployed or, worse, works and is wrong. */
export const checkAlert = (alert: AlertRule): Finding[] =>
  within(`alert ${alert.id}`, [
    ...checkUid("id", alert.id),
    ...checkTitle(alert.title),
    ...checkUnit(alert.unit),
    ...checkThreshold(alert),
    ...checkPeriod("pendingFor", alert.pendingFor.milliseconds),
    ...checkPeriod("keepFiringFor", alert.keepFiringFor.milliseconds),
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

/** Also for units that come from a cast: a type is no guard against data. */
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

function checkThreshold({ fires, clears }: AlertRule): Finding[] {
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

const checkPeriod = (field: string, milliseconds: number): Finding[] =>
  milliseconds >= 0 && milliseconds % 10_000 === 0
    ? []
    : [
        error({
          id: "period-not-evaluated",
          where: field,
          what: `${milliseconds} ms is not zero or a positive multiple of ten seconds.`,
          why: "Grafana evaluates in steps of ten seconds; a negative or odd period is refused or rounded when deployed.",
          fix: "minutes(5)",
        }),
      ];
