import { watermarkText } from "../../environments/watermarks";
import { snapshotRepositoryName } from "../../logs/snapshots";
import { and, before, select } from "../../promql/build";
import { elasticsearch } from "../../signals/contracts/elasticsearch";
import { elk } from "../../signals/elk";
import { snapshotWindow } from "../../signals/elk-series";
import { hours, minutes } from "../../units/quantities";
import type { AlertRule } from "../alert";
import type { ElkAlertFacts } from "./common";
import { common, toldByExporters } from "./common";
import { blockedStories, diskStories, snapshotStories, stuckStories } from "./stories/levels";

/** Before the first of Elasticsearch's own watermarks there is time to act. */
const beforeWatermark = 0.8;
const diskFor = minutes(15);

const blockedFor = minutes(5);
/** Elasticsearch itself tries again every ten minutes. */
const stuckFor = hours(1);
const snapshotFor = hours(1);

export const disk = (facts: ElkAlertFacts): AlertRule => ({
  ...common(facts, "disk"),
  title: "A disk of Elasticsearch fills up",
  watches: elk.disk,
  value: select(elk.disk.used).expr,
  fires: { above: beforeWatermark },
  clears: 0.75,
  pendingFor: diskFor,
  absent: toldByExporters,
  numbers: watermarkText,
  summary: (value, above) =>
    `The disk of {{ $labels.node }} is ${value} full; the alert stands at ${above}. From ${watermarkText.low} on it takes no new shard, from ${watermarkText.flood} no line.`,
  firstSteps: [
    'Who writes more than system/ says? Panel "Size by component".',
    'Is nothing deleted? Panel "Indices whose life cycle got stuck".',
    "Keep them for fewer days, or enlarge the volumes: environments/, elk.",
  ],
  stories: () => diskStories(beforeWatermark, diskFor),
});

export const blocked = (facts: ElkAlertFacts): AlertRule => ({
  ...common(facts, "blocked"),
  title: "Elasticsearch takes no more lines",
  watches: elk.blocked,
  value: select(elk.blocked.count).expr,
  fires: { above: 0.5 },
  clears: 0.5,
  pendingFor: blockedFor,
  absent: toldByExporters,
  numbers: watermarkText,
  summary: (value) =>
    `${value} indices are closed for writing, for a disk is ${watermarkText.flood} full. Lines wait in the queues of Logstash until those are full too.`,
  firstSteps: [
    "Make room: delete the oldest index of the largest component, DELETE .ds-logs-…, in Kibana's console.",
    `Enlarge the volumes: environments/, elk. Below ${watermarkText.high} Elasticsearch opens the indices again by itself.`,
  ],
  stories: () => blockedStories(blockedFor),
});

export const stuck = (facts: ElkAlertFacts): AlertRule => ({
  ...common(facts, "lifecycle"),
  title: "Indices grow old and are not deleted",
  watches: elk.lifecycle,
  value: select(elk.lifecycle.stuck).expr,
  fires: { above: 0.5 },
  clears: 0.5,
  pendingFor: stuckFor,
  summary: (value) =>
    `The life cycle of ${value} indices has been stuck for an hour: they are neither moved nor deleted.`,
  firstSteps: [
    "Which, and why? GET logs-*/_ilm/explain?only_errors, in Kibana's console.",
    "Once the cause is gone: POST <index>/_ilm/retry",
  ],
  stories: () => stuckStories(stuckFor),
});

export const snapshotMissing = (facts: ElkAlertFacts): AlertRule => ({
  ...common(facts, "snapshots"),
  title: "No snapshot of the logs",
  watches: elk.snapshots,
  // Of a cluster that is younger than two days nothing can be said.
  value: and(select(elk.snapshots.taken), before(select(elasticsearch.snapshotsTaken), snapshotWindow), []).expr,
  fires: { below: 0.5 },
  clears: 0.5,
  pendingFor: snapshotFor,
  absent: toldByExporters,
  summary: () => "No snapshot was taken within two days: what Elasticsearch loses now is lost for good.",
  firstSteps: [
    "What does the policy say? GET _slm/policy, in Kibana's console: last_failure.",
    `May Elasticsearch write to the bucket? POST _snapshot/${snapshotRepositoryName}/_verify`,
  ],
  stories: () => snapshotStories(snapshotWindow, snapshotFor),
});
