import type { Finding } from "../../findings/finding";
import { errorUnless } from "../../findings/finding";
import type { AlertRule } from "../alert";
import { askedOf } from "../alert";
import { labelValues } from "./label-values";
import type { AnyStory } from "./promtool";

/**
 * Findings on labels that no instance of an alert can have, because its query does not keep them or asks for others.
 * Those that the rule gives itself come on top, whatever the query gives.
 *
 * @param carried labels of its value; undefined where nobody can know them
 */
export function checkLabels({ labels }: AnyStory, alert: AlertRule, carried?: ReadonlySet<string>): Finding[] {
  const stated = (labels ?? [])
    .flatMap((of) => Object.entries(of))
    .filter(([label]) => !Object.hasOwn(alert.labels, label));
  const problems = new Set(stated.flatMap(([label, value]) => problemOf(alert, label, value, carried)));
  return errorUnless(problems.size === 0, {
    id: "story-label-impossible",
    where: "labels",
    what: `it is to fire for ${[...problems].join("; and for ")}.`,
    why: "no instance of the alert ever has this: whatever is given, the story cannot come true.",
    fix: "state what the query keeps, with the values that it asks for; labels of the rule come by themselves.",
  });
}

function problemOf(alert: AlertRule, label: string, value: string, carried?: ReadonlySet<string>): string[] {
  if (carried && !carried.has(label))
    return [`${label}="${value}", and its value has ${[...carried].sort().join(", ") || "no labels"}`];
  const possible = labelValues(askedOf(alert), label);
  return possible && !possible.has(value)
    ? [`${label}="${value}", and it asks for ${[...possible].map((one) => `"${one}"`).join(" or ")}`]
    : [];
}
