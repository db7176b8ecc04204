import { select } from "../../promql/build";
import { elk } from "../../signals/elk";
import { hours, minutes } from "../../units/quantities";
import { durationText } from "../../units/text";
import type { AlertRule } from "../alert";
import type { ElkAlertFacts } from "./common";
import { common, podsOf, toldByExporters } from "./common";

const podsOfElasticsearch = podsOf("elasticsearch");

/** Longer than a node takes to restart. */
const restart = minutes(30);

export const red = (facts: ElkAlertFacts): AlertRule => ({
  ...common(facts, "red"),
  title: "Elasticsearch is red: lines are missing",
  watches: elk.health,
  value: select(elk.health.level).expr,
  fires: { above: 1.5 },
  clears: 1.5,
  pendingFor: minutes(5),
  absent: toldByExporters,
  summary: () =>
    "No node keeps the first copy of some shards: their lines cannot be found, and new ones not be stored.",
  firstSteps: [
    `Which nodes are missing? ${podsOfElasticsearch}`,
    "Which shards, and why? GET _cluster/allocation/explain, in Kibana's console.",
    'Is a disk full? Panel "Disks of Elasticsearch".',
  ],
});

export const unassigned = (facts: ElkAlertFacts): AlertRule => ({
  ...common(facts, "unassigned"),
  title: "Elasticsearch is not green: shards have no node",
  watches: elk.unassigned,
  value: select(elk.unassigned.count).expr,
  fires: { above: 0.5 },
  clears: 0.5,
  pendingFor: restart,
  absent: toldByExporters,
  summary: (value) =>
    `${value} shards have had no node for ${durationText(restart)}: one more node that fails could be one too many.`,
  firstSteps: [
    `Are all nodes there? ${podsOfElasticsearch}`,
    "Why does none take them? GET _cluster/allocation/explain, in Kibana's console.",
    "More copies than nodes? environments/, elk.elasticsearch.copies.",
  ],
});

export const shardLimit = (facts: ElkAlertFacts): AlertRule => ({
  ...common(facts, "shards"),
  title: "Elasticsearch has nearly as many shards as it may",
  watches: elk.shards,
  value: select(elk.shards.used).expr,
  fires: { above: 0.8 },
  clears: 0.75,
  pendingFor: hours(1),
  absent: toldByExporters,
  summary: (value, above) =>
    `Shards are at ${value} of what there may be; the alert stands at ${above}. At 100 % no index of a new day can begin.`,
  firstSteps: [
    "Whose are they? GET _cat/shards?s=index, in Kibana's console.",
    'Are old indices not deleted? Panel "Indices whose life cycle got stuck".',
  ],
});

export const heap = (facts: ElkAlertFacts): AlertRule => ({
  ...common(facts, "heap"),
  title: "Elasticsearch runs out of heap",
  watches: elk.heap,
  value: select(elk.heap.used).expr,
  fires: { above: 0.9 },
  clears: 0.8,
  pendingFor: minutes(15),
  absent: toldByExporters,
  summary: (value, above) =>
    `{{ $labels.node }} has used ${value} of its heap or more for a quarter of an hour; the alert stands at ${above}.`,
  firstSteps: [
    "One node or all? One has the busiest shards, all have too little memory: environments/, elk.elasticsearch.",
    "Does somebody ask too much? GET _tasks?actions=*search&detailed, in Kibana's console.",
  ],
});
