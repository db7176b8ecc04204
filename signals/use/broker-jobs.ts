import type { Broker } from "../../model/broker";
import { useName } from "../../model/resource";

/**
 * Names of the jobs by which Prometheus scrapes a broker: its plugin on three paths, and the exporter of its bindings.
 * Each is a job of its own, so that `up` tells which of them fails, and too many channels take nothing from queues.
 */
export const brokerJobs = (broker: Broker) => {
  const name = useName(broker);
  return {
    nodes: `${name}-nodes`,
    queues: `${name}-queues`,
    channels: `${name}-channels`,
    bindings: `${name}-bindings`,
  } as const;
};
