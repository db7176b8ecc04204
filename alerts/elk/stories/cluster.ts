import { elkName, filebeatDaemonSet, namespace, releases } from "../../../environments/names";
import { scrapeInterval } from "../../../environments/scrape";
import type { Metric } from "../../../promql/metric";
import type { Labels } from "../../../promql/labels";
import { elasticsearch } from "../../../signals/contracts/elasticsearch";
import { daemonSetUnavailable } from "../../../signals/contracts/kube-state-metrics";
import { logstash } from "../../../signals/contracts/logstash";
import { up } from "../../../signals/contracts/prometheus";
import type { Duration } from "../../../units/quantities";
import { hours } from "../../../units/quantities";
import type { Pace, Stretch } from "../../stories/course";
import { counter, gauge } from "../../stories/course";
import type { InputSeries } from "../../stories/series";
import { shaped } from "../../stories/series";

/** Names of Elasticsearch's nodes (`nodes`) and Logstash's pods (`pods`): something happens to the first of them. */
export const nodes = [`${elkName}-es-hot-0`, `${elkName}-es-hot-1`] as const;
export const pods = [`${elkName}-ls-0`, `${elkName}-ls-1`] as const;

const ofExporter = { job: releases.elasticsearchExporter };
const ofLogstash = { job: releases.logstashExporter };
const ofPod = (node: string) => ({ ...ofLogstash, node, instance: node });

const gauges = {
  yellow: [elasticsearch.status, { ...ofExporter, color: "yellow" }, 0],
  red: [elasticsearch.status, { ...ofExporter, color: "red" }, 0],
  unassigned: [elasticsearch.unassigned, ofExporter, 0],
  nodes: [elasticsearch.nodes, ofExporter, 3],
  dataNodes: [elasticsearch.dataNodes, ofExporter, 2],
  shards: [elasticsearch.shards, ofExporter, 300],
  maxShards: [elasticsearch.maxShards, ofExporter, 1000],
  blocked: [elasticsearch.blocked, ofExporter, 0],
  free: [elasticsearch.diskFree, { ...ofExporter, node: nodes[0] }, 50],
  size: [elasticsearch.diskSize, { ...ofExporter, node: nodes[0] }, 100],
  otherFree: [elasticsearch.diskFree, { ...ofExporter, node: nodes[1] }, 60],
  otherSize: [elasticsearch.diskSize, { ...ofExporter, node: nodes[1] }, 100],
  heap: [elasticsearch.heapUsed, { ...ofExporter, node: nodes[0], area: "heap" }, 60],
  heapMax: [elasticsearch.heapMax, { ...ofExporter, node: nodes[0], area: "heap" }, 100],
  otherHeap: [elasticsearch.heapUsed, { ...ofExporter, node: nodes[1], area: "heap" }, 50],
  otherHeapMax: [elasticsearch.heapMax, { ...ofExporter, node: nodes[1], area: "heap" }, 100],
  // Outside of the heap there may be as much as there is.
  nonHeap: [elasticsearch.heapUsed, { ...ofExporter, node: nodes[1], area: "non-heap" }, 99],
  nonHeapMax: [elasticsearch.heapMax, { ...ofExporter, node: nodes[1], area: "non-heap" }, 100],
  index: [elasticsearch.managed, { ...ofExporter, index: "one", step: "check-rollover-ready" }, 1],
  stuckIndex: [elasticsearch.managed, { ...ofExporter, index: "other", step: "ERROR" }, 0],
  answers: [elasticsearch.answers, { ...ofExporter, collector: "cluster-info" }, 1],
  otherAnswers: [elasticsearch.answers, { ...ofExporter, collector: "slm" }, 1],
  exporterUp: [up, { ...ofExporter, port: "http" }, 1],
  logstashUp: [up, { ...ofPod(pods[0]), port: "http" }, 1],
  otherLogstashUp: [up, { ...ofPod(pods[1]), port: "http" }, 1],
  // Neither of them measures the cluster.
  otherJob: [up, { job: "an exporter of a slice", port: "http" }, 0],
  otherPort: [up, { ...ofExporter, port: "metrics" }, 0],
  otherPortOfLogstash: [up, { ...ofLogstash, port: "beats" }, 0],
  queued: [logstash.queued, ofPod(pods[0]), 1],
  queueLimit: [logstash.queueLimit, ofPod(pods[0]), 100],
  otherQueued: [logstash.queued, ofPod(pods[1]), 1],
  otherQueueLimit: [logstash.queueLimit, ofPod(pods[1]), 100],
  // One a day.
  snapshots: [elasticsearch.snapshotsTaken, ofExporter, 2],
  deadLetters: [logstash.deadLetters, ofPod(pods[0]), 1],
  otherDeadLetters: [logstash.deadLetters, ofPod(pods[1]), 1],
  filebeatMissing: [daemonSetUnavailable, { namespace, daemonset: filebeatDaemonSet }, 0],
  otherMissing: [daemonSetUnavailable, { namespace, daemonset: "another" }, 1],
  elsewhereMissing: [daemonSetUnavailable, { namespace: "another", daemonset: filebeatDaemonSet }, 1],
} as const satisfies Record<string, readonly [Metric, Labels, number]>;

/** Per second. */
const counters = {
  received: [logstash.received, ofPod(pods[0]), 100],
  sent: [logstash.sent, ofPod(pods[0]), 100],
} as const satisfies Record<string, readonly [Metric, Labels, number]>;

export interface Changes {
  readonly gauges?: Partial<Record<keyof typeof gauges, readonly Stretch[]>>;
  readonly counters?: Partial<Record<keyof typeof counters, readonly Pace[]>>;
  /** Series that nobody tells any more, and from when on. */
  readonly ends?: {
    readonly after: Duration;
    readonly these: readonly (keyof typeof gauges | keyof typeof counters)[];
  };
  readonly every?: Duration;
}

/** All series of a cluster in which nothing is wrong, but for what changes. */
export function cluster(changes: Changes = {}, lasts: Duration = hours(3)): InputSeries[] {
  const { every = scrapeInterval, ends } = changes;
  const until = (name: keyof typeof gauges | keyof typeof counters) =>
    ends?.these.includes(name) ? ends.after : lasts;
  const names = <Name extends string>(of: Readonly<Record<Name, unknown>>) => Object.keys(of) as Name[];
  return [
    ...names(gauges).map((name) => {
      const [metric, labels, usual] = gauges[name];
      return shaped(
        metric,
        labels,
        gauge(changes.gauges?.[name] ?? [{ for: until(name), at: usual }, ...stale(until(name), lasts)], every),
      );
    }),
    ...names(counters).map((name) => {
      const [metric, labels, usual] = counters[name];
      const values = counter(changes.counters?.[name] ?? [{ for: until(name), perSecond: usual }], every);
      return shaped(metric, labels, [values, gauge(stale(until(name), lasts), every)].join(" ").trim());
    }),
  ];
}

const stale = (until: Duration, lasts: Duration): Stretch[] => (until === lasts ? [] : [{ for: lasts, is: "ended" }]);
