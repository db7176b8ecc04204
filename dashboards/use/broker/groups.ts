import type { AlertRule, Threshold } from "../../../alerts/alert";
import { thresholdOf, unitOf } from "../../../alerts/alert";
import type { Levelled } from "../../../alerts/levels";
import { firesAt } from "../../../alerts/levels";
import { graph, query } from "../../build";
import { runbookOf } from "../../links";
import type { Panel, Query } from "../../panel";
import type { Context } from "./context";

interface GroupsPanelFacts {
  readonly title?: string;
  readonly description: string;
  /** @default the name of the queue */
  readonly legend?: string;
  /** Queries that are shown beside the alerts' own. @default none */
  readonly beside?: readonly Query[];
  readonly width: number;
}

/**
 * A panel of what the alerts of one kind evaluate, of all groups of queues together, with every threshold that one of
 * them has.
 */
export function groupsPanel(
  { alerts }: Context,
  kind: "drain" | "consumersGone" | "stuck",
  { legend = "{{queue_name}}", beside = [], ...facts }: GroupsPanelFacts,
): Panel {
  const [first, ...others] = alerts.queues;
  const rule = mildest(first[kind]);
  return graph(rule.kind, rule.watches, {
    ...facts,
    unit: unitOf(rule),
    thresholds: mildestFirst(alerts.queues.flatMap((group) => firesAt(group[kind]))),
    links: [runbookOf(rule)],
    queries: [
      query(legend, { expr: rule.value }),
      ...others.map((group) => query(legend, { expr: mildest(group[kind]).value })),
      ...beside,
    ],
  });
}

const mildest = (alert: Levelled): AlertRule => ("ticket" in alert ? alert.ticket : alert);

/** All of them fire above. Each once. */
function mildestFirst(thresholds: readonly Threshold[]): [Threshold, ...Threshold[]] {
  const [lowest = 0, ...higher] = [...new Set(thresholds.map(thresholdOf))].sort((a, b) => a - b);
  return [{ above: lowest }, ...higher.map((above) => ({ above }))];
}
