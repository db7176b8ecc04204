import { filebeatDaemonSet, namespace } from "../environments/names";
import type { Vector } from "../promql/build";
import {
  arithmetic,
  clampMin,
  complement,
  count,
  delta,
  divide,
  increase,
  max,
  min,
  or,
  rate,
  scale,
  select,
  sum,
  where,
} from "../promql/build";
import { days, hours, minutes } from "../units/quantities";
import { elasticsearch } from "./contracts/elasticsearch";
import { daemonSetUnavailable } from "./contracts/kube-state-metrics";
import { logstash } from "./contracts/logstash";
import { elk } from "./elk";
import type { Signal } from "./signal";
import { recordAs } from "./signal";

const window = minutes(5);
const filebeat = { namespace, daemonset: filebeatDaemonSet };

/** Window in which dead letters are counted. */
export const deadLetterWindow = hours(1);
/** Window in which at least one snapshot is to be taken. */
export const snapshotWindow = days(2);

/** The signals of the ELK cluster, with the rules that write their series. @param snapshots whether any are taken */
export const elkSignals = ({ snapshots }: { readonly snapshots: boolean }): Signal[] => [
  { ...elk.health, series: [recordAs(elk.health.level, healthLevel)] },
  { ...elk.unassigned, series: [recordAs(elk.unassigned.count, max(select(elasticsearch.unassigned)))] },
  { ...elk.disk, series: [recordAs(elk.disk.used, diskUsed)] },
  { ...elk.blocked, series: [recordAs(elk.blocked.count, max(select(elasticsearch.blocked)))] },
  { ...elk.heap, series: [recordAs(elk.heap.used, heapUsed)] },
  { ...elk.shards, series: [recordAs(elk.shards.used, shardsUsed)] },
  { ...elk.rejected, series: [recordAs(elk.rejected.rate, rejectedWrites)] },
  { ...elk.lifecycle, series: [recordAs(elk.lifecycle.stuck, stuckIndices)] },
  ...(snapshots
    ? [
        {
          ...elk.snapshots,
          series: [recordAs(elk.snapshots.taken, max(increase(select(elasticsearch.snapshotsTaken), snapshotWindow)))],
        },
      ]
    : []),
  { ...elk.indexed, series: [recordAs(elk.indexed.rate, sum(rate(select(elasticsearch.indexed), window)))] },
  { ...elk.size, series: [recordAs(elk.size.bytes, max(select(elasticsearch.streamSize)).by("data_stream"))] },
  {
    ...elk.flow,
    series: [
      recordAs(elk.flow.received, sum(rate(select(logstash.received), window))),
      recordAs(elk.flow.sent, sum(rate(select(logstash.sent), window))),
    ],
  },
  { ...elk.filebeat, series: [recordAs(elk.filebeat.missing, max(select(daemonSetUnavailable, filebeat)))] },
  { ...elk.queue, series: [recordAs(elk.queue.used, queueUsed)] },
  { ...elk.deadLetters, series: [recordAs(elk.deadLetters.growth, refused)] },
];

/** Health as a number: of the exporter's three series one is 1. */
const healthLevel = (() => {
  const is = (color: string) => max(select(elasticsearch.status, { color }));
  return arithmetic(is("yellow"), "+", scale(is("red"), 2));
})();

const diskUsed = max(
  complement(divide(select(elasticsearch.diskFree), where(select(elasticsearch.diskSize), ">", 0))),
).by("node");

const heapUsed = max(
  divide(
    select(elasticsearch.heapUsed, { area: "heap" }),
    where(select(elasticsearch.heapMax, { area: "heap" }), ">", 0),
  ),
).by("node");

const shardsUsed = max(
  divide(
    select(elasticsearch.shards),
    where(arithmetic(select(elasticsearch.maxShards), "*", select(elasticsearch.dataNodes)), ">", 0),
  ),
);

const rejectedWrites = sum(rate(select(elasticsearch.rejected, { type: "write" }), window)).by("node");

const stuckIndices: Vector<never> = or(
  count(where(select(elasticsearch.managed, { step: "ERROR" }), ">", 0)),
  scale(min(select(elasticsearch.nodes)), 0),
);

const queueUsed = max(divide(select(logstash.queued), where(select(logstash.queueLimit), ">", 0))).by("node");

/**
 * Growth of the dead-letter queue. It shrinks when letters expire or are taken out: then nothing was added, or nobody
 * can tell.
 */
const refused = max(clampMin(delta(select(logstash.deadLetters), deadLetterWindow), 0)).by("node");
