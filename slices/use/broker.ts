import { rulesOf } from "../../alerts/levels";
import { brokerAlerts, rulesOfBroker } from "../../alerts/use/broker";
import type { BrokerTargets } from "../../alerts/use/broker-absent";
import { brokerDashboard } from "../../dashboards/use/broker/dashboard";
import type { Broker } from "../../model/broker";
import { useName } from "../../model/resource";
import { clampMax, select } from "../../promql/build";
import { saturationOf } from "../../signals/saturation";
import { node } from "../../signals/use/broker";
import { nodeSignals } from "../../signals/use/broker-nodes";
import { drainShares, queueSignals } from "../../signals/use/broker-queues";
import type { Slice } from "../slice";

export interface BrokerSliceFacts {
  readonly broker: Broker;
  /** Of its own plugin, and of the exporter of its bindings. */
  readonly targets: BrokerTargets;
}

/** What waits in the queues of a broker, and what its nodes have left. */
export function brokerSlice({ broker, targets }: BrokerSliceFacts): Slice {
  const { name, owner } = broker;
  const alerts = brokerAlerts(broker, targets);
  return {
    name: useName(broker),
    of: name,
    owner,
    signals: [
      ...queueSignals(broker),
      ...nodeSignals(broker),
      saturationOf(broker, {
        memory: clampMax(select(node.memory.ratio, { resource: name }), 1),
        disk: select(node.disk.reserved, { resource: name }),
        queues: clampMax(drainShares(broker), 1),
      }),
    ],
    unanswered: [],
    alerts: rulesOf(rulesOfBroker(alerts)),
    dashboard: brokerDashboard({ broker, alerts }),
  };
}
