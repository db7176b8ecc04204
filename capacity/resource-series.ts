import { nodes } from "../scenarios/targets";
import { queuesOf } from "../scenarios/known";
import type { Broker } from "../model/broker";
import type { Resource } from "../model/resource";
import { useName } from "../model/resource";
import { cloudwatch } from "../signals/contracts/cloudwatch";
import { postgresExporter } from "../signals/contracts/postgres";
import { rabbitmqMetrics, rabbitmqChannel, rabbitmqNode, rabbitmqQueue } from "../signals/contracts/rabbitmq";
import { rabbitmqBindings } from "../signals/contracts/rabbitmq-bindings";
import { rds } from "../signals/contracts/rds";
import { s3 } from "../signals/contracts/s3";
import * as usual from "./assumptions";
import type { SeriesEstimate } from "./series";
import { seriesOf } from "./series";

/** Series that exporters of its own tell of a resource; of pods the cluster's exporters tell (cluster-series.ts). */
export function resourceSeries(resource: Resource): SeriesEstimate[] {
  const of = { slice: useName(resource), grows: true };
  switch (resource.kind) {
    case "workload":
      return [];
    case "database":
      return [
        { ...of, from: postgresExporter.exporter, usual: ofPostgres },
        { ...of, from: cloudwatch.exporter, usual: seriesOf(Object.values(rds), {}) },
      ];
    case "bucket":
      return [{ ...of, from: cloudwatch.exporter, usual: seriesOf(Object.values(s3), {}) }];
    case "broker":
      return [
        { ...of, from: rabbitmqMetrics.exporter, usual: ofBroker(resource) },
        { ...of, from: rabbitmqBindings.exporter, usual: queuesOf(resource).length * usual.queue.bindings },
      ];
  }
}

const ofPostgres = seriesOf(postgresExporter.metrics, {
  state: usual.database.sessions,
  collector: usual.database.collectors,
  queryid: usual.database.statements,
});

/** A queue is told by the node that it lives on, and each of its channels by that node too. */
function ofBroker(broker: Broker): number {
  const queue = queuesOf(broker).length;
  return (
    seriesOf(Object.values(rabbitmqNode), { instance: nodes.broker }) +
    seriesOf(Object.values(rabbitmqQueue), { queue }) +
    seriesOf(Object.values(rabbitmqChannel), { queue, channel: usual.queue.channels })
  );
}
