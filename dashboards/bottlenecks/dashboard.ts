import { saturation } from "../../signals/saturation";
import type { Signal, SignalKind } from "../../signals/signal";
import { queue } from "../../signals/use/broker";
import { db } from "../../signals/use/database";
import { pods } from "../../signals/use/pods";
import { bottlenecksUid, toOverview } from "../links";
import type { Dashboard, Panel, Row } from "../panel";
import { draining, queues } from "./queues";
import { databaseMemory, filling, podMemory, ranking } from "./saturation";
import { endpoints, slowest, timeByService } from "./time";

/**
 * Dashboard of where time and memory are spent, over all that is monitored: what to look at before asking for larger
 * machines.
 */
export function bottlenecksDashboard(signals: readonly Signal[]): Dashboard {
  const measured = new Set(signals.map(({ id }) => id));
  // An environment may have none of a kind, and a query of what nobody records is a finding.
  const ifMeasured = ({ id }: SignalKind, panel: Panel) => (measured.has(id) ? [panel] : []);
  return {
    uid: bottlenecksUid,
    title: "Bottlenecks",
    description: "Where time and memory are spent, the largest first. Each row leads to the dashboard it comes from.",
    tags: ["overview"],
    variables: [],
    annotations: [],
    links: [toOverview],
    rows: [
      { title: "Time", panels: [endpoints, timeByService, slowest] },
      ...rowOf("What is full", [...ifMeasured(saturation, ranking), ...ifMeasured(saturation, filling)]),
      ...rowOf("Memory", [...ifMeasured(pods.memory, podMemory), ...ifMeasured(db.memory, databaseMemory)]),
      ...rowOf("Queues", [...ifMeasured(queue.drain, queues), ...ifMeasured(queue.drain, draining)]),
    ],
  };
}

const rowOf = (title: string, [first, ...others]: readonly Panel[]): Row[] =>
  first ? [{ title, panels: [first, ...others] }] : [];
