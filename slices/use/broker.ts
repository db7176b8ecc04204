import { rulesOf } from "../../alerts/levels";
import { brokerAlerts, rulesOfBroker } from "../../alerts/use/broker";
import type { BrokerTargets } from "../../alerts/use/broker-absent";
import { brokerDashboard } from "../../dashboards/use/broker/dashboard";
import type { Broker } from "../../model/broker";
import { useName } from "../../model/resource";
import { brokerSignals } from "../../signals/use/broker-signals";
import type { Measured } from "../slice";

export interface BrokerSliceFacts {
  readonly broker: Broker;
  /** Of its own plugin, and of the exporter of its bindings. */
  readonly targets: BrokerTargets;
}

/** What waits in the queues of a broker, and what its nodes have left. */
export function brokerSlice({ broker, targets }: BrokerSliceFacts): Measured {
  const { name, owner } = broker;
  const alerts = brokerAlerts(broker, targets);
  return {
    name: useName(broker),
    of: name,
    owner,
    signals: brokerSignals(broker),
    unanswered: [],
    alerts: rulesOf(rulesOfBroker(alerts)),
    dashboard: brokerDashboard({ broker, alerts }),
  };
}
