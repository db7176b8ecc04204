/**
 * Who hears of an alert, and together with what: read from the tree as an Alertmanager reads it, Grafana's included,
 * which is a fork of it (grafana/alerting). Sources, of prometheus/alertmanager: `Route.Match` and `Route.Key` in
 * dispatch/route.go, `getGroupLabels` and `GroupKey` in dispatch/dispatch.go.
 */
import { matchesWhole } from "../findings/regex";
import type { Matcher } from "../promql/ast";
import type { Labels } from "../promql/labels";
import type { NotificationPolicy } from "./routing";

/** Where the way of an alert through the notification policies ends: who hears of it, and in which group. */
export interface Delivery extends Omit<NotificationPolicy, "matchers" | "children"> {
  /** Labels that all alerts of the group have in common. A label that an alert lacks is not among them. */
  readonly groupLabels: Labels;
  /** Key of the group: one group is one notification that is updated; PagerDuty's incident has it for its key. */
  readonly groupKey: string;
}

/** Finds the notification policy of an alert: down to the first child whose matchers all hold, and on from there. */
export const routeOf = (tree: NotificationPolicy, labels: Labels): Delivery => follow(tree, labels, "");

function follow(policy: NotificationPolicy, labels: Labels, above: string): Delivery {
  const key = above + matchersText(policy.matchers);
  const child = policy.children.find(({ matchers }) => matchers.every((matcher) => holds(matcher, labels)));
  if (child) return follow(child, labels, `${key}/`);
  const groupLabels = only(labels, policy.groupBy);
  return { ...policy, groupLabels, groupKey: `${key}:${labelsText(groupLabels)}` };
}

/** A label that is missing is an empty one. */
function holds({ label, op, value }: Matcher, labels: Labels): boolean {
  const actual = labels[label] ?? "";
  const matches = op === "=" || op === "!=" ? actual === value : matchesWhole(value, actual);
  if (matches === undefined) throw new Error(`Only RE2 can tell whether ${label} matches ${value}.`);
  return op === "=" || op === "=~" ? matches : !matches;
}

const only = (labels: Labels, names: readonly string[]): Labels =>
  Object.fromEntries(Object.entries(labels).filter(([name]) => names.includes(name)));

/** `{owner="sales",severity="page"}`, sorted. */
const matchersText = (matchers: readonly Matcher[]): string =>
  `{${matchers
    .map(({ label, op, value }) => `${label}${op}${JSON.stringify(value)}`)
    .sort()
    .join(",")}}`;

/** `{owner="sales", service="crm-api"}`, sorted. */
const labelsText = (labels: Labels): string =>
  `{${Object.entries(labels)
    .map(([name, value]) => `${name}=${JSON.stringify(value)}`)
    .sort()
    .join(", ")}}`;
