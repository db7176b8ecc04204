import { watermarkText } from "../../environments/watermarks";
import { select } from "../../promql/build";
import { elk } from "../../signals/elk";
import { hours, minutes } from "../../units/quantities";
import { durationText } from "../../units/text";
import type { AlertRule } from "../alert";
import type { ElkAlertFacts } from "./common";
import { common, podsOf, toldByExporters } from "./common";
import { heapStories, redStories, shardStories, unassignedStories } from "./stories/levels";

const podsOfElasticsearch = podsOf("elasticsearch");

/** Longer than a node takes to restart. */
const restart = minutes(30);

const redFor = minutes(5);

export const red = (facts: ElkAlertFacts): AlertRule => ({
  ...common(facts, "red"),
  title: "Elasticsearch is red: lines are missing",
  watches: elk.health,
  value: select(elk.health.level).expr,
  fires: { above: 1.5 },
  clears: 1.5,
  pendingFor: redFor,
  absent: toldByExporters,
  summary: () =>
    "No node keeps the first copy of some shards: their lines cannot be found, and new ones not be stored.",
  firstSteps: [
    `Which nodes are missing? ${podsOfElasticsearch}`,
    "Which shards, and why? GET _cluster/allocation/explain, in Kibana's console.",
    'Is a disk full? Panel "Disks of Elasticsearch".',
  ],
  stories: () => redStories(redFor),
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
  numbers: watermarkText,
  summary: (value) =>
    `${value} shards have had no node for ${durationText(restart)}: one more node that fails could be one too many.`,
  firstSteps: [
    `Are all nodes there? ${podsOfElasticsearch}`,
    "Why does none take them? GET _cluster/allocation/explain, in Kibana's console.",
    "More copies than nodes? environments/, elk.elasticsearch.copies.",
  ],
  stories: () => unassignedStories(restart),
});

/** Of the shards that there may be. */
const nearLimit = 0.8;
const nearLimitFor = hours(1);

export const shardLimit = (facts: ElkAlertFacts): AlertRule => ({
  ...common(facts, "shards"),
  title: "Elasticsearch has nearly as many shards as it may",
  watches: elk.shards,
  value: select(elk.shards.used).expr,
  fires: { above: nearLimit },
  clears: 0.75,
  pendingFor: nearLimitFor,
  absent: toldByExporters,
  summary: (value, above) =>
    `Shards are at ${value} of what there may be; the alert stands at ${above}. At 100 % no index of a new day can begin.`,
  firstSteps: [
    "Whose are they? GET _cat/shards?s=index, in Kibana's console.",
    'Are old indices not deleted? Panel "Indices whose life cycle got stuck".',
  ],
  stories: () => shardStories(nearLimit, nearLimitFor),
});

const heapFull = 0.9;
const heapFor = minutes(15);

export const heap = (facts: ElkAlertFacts): AlertRule => ({
  ...common(facts, "heap"),
  title: "Elasticsearch runs out of heap",
  watches: elk.heap,
  value: select(elk.heap.used).expr,
  fires: { above: heapFull },
  clears: 0.8,
  pendingFor: heapFor,
  absent: toldByExporters,
  summary: (value, above) =>
    `{{ $labels.node }} has used ${value} of its heap or more for a quarter of an hour; the alert stands at ${above}.`,
  firstSteps: [
    "One node or all? One has the busiest shards, all have too little memory: environments/, elk.elasticsearch.",
    "Does somebody ask too much? GET _tasks?actions=*search&detailed, in Kibana's console.",
  ],
  stories: () => heapStories(heapFull, heapFor),
});
