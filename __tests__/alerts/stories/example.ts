import type { AlertRule } from "../../../alerts/alert";
import type { RecordedRule } from "../../../alerts/stories/recorded";
import { recordedRules } from "../../../alerts/stories/recorded";
import type { Expr } from "../../../promql/ast";
import { parsed } from "../../../promql/parse";
import { print } from "../../../promql/print";
import { platform } from "../../../system/teams";
import { minutes } from "../../../units/quantities";
import { untold } from "./untold";

/** An expression, read. */
export const expr = (text: string): Expr => parsed(text);

/** On one line. */
export const text = (of: Expr): string => print(of).replace(/\s+/g, " ").trim();

export const exampleAlert = (changed: Partial<AlertRule> = {}): AlertRule => ({
  id: "shop-queue",
  kind: "queue",
  title: "shop: work waits",
  severity: "ticket",
  owner: platform,
  labels: { service: "shop" },
  watches: {
    id: "queue",
    title: "Queue",
    method: "saturation",
    unit: "ratio",
    absentMeans: "unknown",
    normally: "is short",
  },
  value: expr('max by (service) (monitoring:queue:ratio{service="shop"})'),
  fires: { above: 0.6 },
  clears: 0.3,
  pendingFor: minutes(5),
  keepFiringFor: minutes(0),
  summary: (value) => value,
  about: "work that waits",
  firstSteps: ["Wait."],
  stories: untold,
  ...changed,
});

/** The rules of a slice, which records every half minute. */
export const rulesOf = (rules: Readonly<Record<string, string>>, group = "shop", interval = "30s"): RecordedRule[] =>
  recordedRules([
    { name: group, interval, rules: Object.entries(rules).map(([record, query]) => ({ record, expr: query })) },
  ]);

export const exampleRules = rulesOf({
  "monitoring:queue:ratio": 'avg_over_time(queue_ratio{service="shop"}[10m])',
  "monitoring:other:ratio": 'avg_over_time(other_ratio{service="shop"}[10m])',
});
