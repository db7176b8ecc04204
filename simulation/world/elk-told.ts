import { elkName, filebeatDaemonSet, logstashPipelineId, namespace, releases } from "../../environments/names";
import { elasticsearch } from "../../signals/contracts/elasticsearch";
import { daemonSetUnavailable } from "../../signals/contracts/kube-state-metrics";
import { logstash } from "../../signals/contracts/logstash";
import type { Metric, MetricType } from "../../promql/metric";
import type { Target } from "../../scenarios/targets";
import { days, mebibytes } from "../../units/quantities";
import { randomOf } from "./random";
import { rhythmAt } from "./rhythm";
import { countedBy } from "./scraping";
import { always, counted, course } from "./timeline";
import type { ExposedSeries, World } from "./world";
import { exposed } from "./world";

/** Nodes of Elasticsearch that keep lines. */
const tiers = ["hot", "warm"] as const;

/** Series of the exporters of the cluster that keeps the logs. */
export function elkTold(world: World): ExposedSeries[] {
  const { targets } = world;
  return [
    ...targets
      .filter(({ job }) => job === releases.elasticsearchExporter)
      .flatMap((target) => elasticsearchTold(target, world)),
    ...targets.filter(({ job }) => job === releases.logstashExporter).flatMap((target) => logstashTold(target, world)),
    ...targets
      .filter(({ job }) => job === "kube-state-metrics")
      .map((target) =>
        exposed(daemonSetUnavailable, target, { namespace, daemonset: filebeatDaemonSet }, () =>
          always(world.timeline, 0),
        ),
      ),
  ];
}

function elasticsearchTold(target: Target, world: World): ExposedSeries[] {
  const { environment, timeline, seed } = world;
  const random = randomOf(seed, "elasticsearch");
  const { elasticsearch: sizes } = environment.elk;
  const fixed = <Label extends string>(
    metric: Metric<MetricType, Label>,
    value: number,
    labels: Partial<Record<NoInfer<Label>, string>> = {},
  ) => exposed(metric, target, labels, () => always(timeline, value));
  const keeping = tiers.flatMap((tier) => {
    const size = sizes[tier];
    return size
      ? Array.from({ length: size.replicas }, (_, at) => ({
          node: `${elkName}-es-${tier}-${at}`,
          bytes: size.storage.bytes,
        }))
      : [];
  });
  const shards = 240;
  return [
    fixed(elasticsearch.answers, 1, { collector: "cluster-info" }),
    ...["green", "yellow", "red"].map((color) => fixed(elasticsearch.status, color === "green" ? 1 : 0, { color })),
    fixed(elasticsearch.nodes, keeping.length + (sizes.masters?.replicas ?? 0)),
    fixed(elasticsearch.dataNodes, keeping.length),
    fixed(elasticsearch.shards, shards),
    fixed(elasticsearch.maxShards, 1000),
    fixed(elasticsearch.unassigned, 0),
    fixed(elasticsearch.pendingTasks, 0),
    fixed(elasticsearch.blocked, 0),
    fixed(elasticsearch.managed, 1, { index: "logs-shop-1", phase: "hot", action: "complete", step: "complete" }),
    fixed(elasticsearch.streamSize, mebibytes(90_000).bytes, { data_stream: "logs-shop" }),
    exposed(elasticsearch.snapshotsTaken, target, {}, () =>
      // One a night.
      course(timeline, (_, moment) => Math.floor(moment / days(1).milliseconds) % 1000),
    ),
    ...keeping.flatMap(({ node, bytes }) => [
      fixed(elasticsearch.diskSize, bytes, { node }),
      exposed(elasticsearch.diskFree, target, { node }, () =>
        course(timeline, () => bytes * (0.42 + 0.002 * random.normal())),
      ),
      fixed(elasticsearch.heapMax, mebibytes(4096).bytes, { node, area: "heap" }),
      exposed(elasticsearch.heapUsed, target, { node, area: "heap" }, () =>
        // A saw: garbage is collected every few minutes.
        course(timeline, (_, moment) => mebibytes(4096).bytes * (0.35 + 0.3 * ((moment / 400_000) % 1))),
      ),
      exposed(elasticsearch.indexed, target, { node }, () =>
        counted(timeline, (_, seconds) => Math.round(30 * seconds)),
      ),
      fixed(elasticsearch.rejected, 0, { node, type: "write" }),
    ]),
  ];
}

function logstashTold(target: Target, world: World): ExposedSeries[] {
  const { environment, timeline, seed } = world;
  const random = randomOf(seed, "logstash", target.instance);
  const labels = { pipeline: logstashPipelineId };
  const lines = course(timeline, (index, moment) =>
    random.poisson(40 * (0.3 + rhythmAt("customers", moment)) * (timeline.since[index] ?? 0)),
  );
  const through = () => countedBy(target, world, (index) => lines[index] ?? 0);
  return [
    exposed(logstash.received, target, labels, through),
    exposed(logstash.sent, target, labels, through),
    exposed(logstash.queued, target, labels, () => course(timeline, () => mebibytes(20).bytes * random.uniform())),
    exposed(logstash.queueLimit, target, labels, () => always(timeline, environment.elk.logstash.queue.bytes)),
    exposed(logstash.deadLetters, target, labels, () => always(timeline, 1)),
    exposed(logstash.droppedDeadLetters, target, labels, () => always(timeline, 0)),
  ];
}
