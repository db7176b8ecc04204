import { resourceAlarmLevel } from "../../alerts/alarm-level";
import { toldSignals } from "../../alerts/told-by-service";
import { rulesOf } from "../../alerts/levels";
import { alertsByPart, brokerAlerts, partsOf, rulesOfBroker } from "../../alerts/use/broker";
import type { BrokerTargets } from "../../alerts/use/broker-absent";
import { brokerDashboard } from "../../dashboards/use/broker/dashboard";
import type { HttpService } from "../../model/http-service";
import type { Broker } from "../../model/broker";
import { useName } from "../../model/resource";
import { brokerSignals } from "../../signals/use/broker-signals";
import type { Measured } from "../slice";

export interface BrokerSliceFacts {
  readonly broker: Broker;
  /** Scrape targets of the broker's own plugin, and of the exporter of its bindings. */
  readonly targets: BrokerTargets;
  /** Services that need the broker. */
  readonly dependents: readonly HttpService[];
}

/** The slice of a broker: what waits in its queues, and what its nodes have left. */
export function brokerSlice({ broker, targets, dependents }: BrokerSliceFacts): Measured {
  const { name, owner } = broker;
  const alerts = brokerAlerts(broker, targets, dependents);
  return {
    name: useName(broker),
    of: name,
    owner,
    signals: [
      ...brokerSignals(broker),
      resourceAlarmLevel(broker, alertsByPart(broker, alerts)),
      ...toldSignals(partsOf(broker, dependents)),
    ],
    unanswered: [],
    alerts: rulesOf(rulesOfBroker(alerts)),
    dashboard: brokerDashboard({ broker, alerts }),
  };
}
