import type { Broker } from "../../model/broker";
import { clampMax, select } from "../../promql/build";
import { saturationOf } from "../saturation";
import type { Signal } from "../signal";
import { node } from "./broker";
import { nodeSignals } from "./broker-nodes";
import { drainShares, queueSignals } from "./broker-queues";

/** The signals of a broker: what waits in its queues, what its nodes have left, and how full each of these is. */
export function brokerSignals(broker: Broker): Signal[] {
  const of = { resource: broker.name };
  return [
    ...queueSignals(broker),
    ...nodeSignals(broker),
    saturationOf(broker, {
      memory: clampMax(select(node.memory.ratio, of), 1),
      disk: select(node.disk.reserved, of),
      queues: clampMax(drainShares(broker), 1),
    }),
  ];
}
