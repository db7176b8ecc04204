import type { BrokerAlerts } from "../../../alerts/use/broker";
import type { Broker } from "../../../model/broker";
import { useName } from "../../../model/resource";
import { select } from "../../../promql/build";
import type { Metric } from "../../../promql/metric";
import { patternOf } from "../../../signals/use/broker-queues";
import { dashboardUrl } from "../../links";
import type { Link } from "../../panel";

/** What the panels of a broker are made from. */
export interface Context {
  readonly broker: Broker;
  readonly alerts: BrokerAlerts;
}

type PerQueue = Metric<"recorded", "resource" | "queue_name">;

/** A metric of every queue that is described. */
export const ofQueues = ({ broker }: Context, metric: PerQueue) => select(metric, { resource: broker.name });

/** The queues chosen at the top of the dashboard. */
const chosen = { matches: "$queue" } as const;

export const ofChosen = ({ broker }: Context, metric: PerQueue) =>
  select(metric, { resource: broker.name, queue_name: chosen });

/** Messages in flight by the names of queues, for the plan's series does not say of which broker it is. */
export const inFlight = ({ broker }: Context, metric: Metric<"recorded", "queue_name" | "routing_key">) => ({
  all: select(metric, { queue_name: { matches: patternOf(broker) } }),
  chosen: select(metric, { queue_name: chosen }),
});

export const onlyThisQueue = ({ broker }: Context, queue: "value" | "series"): Link => ({
  title: "Only this queue",
  url: dashboardUrl(useName(broker), {
    queue: queue === "value" ? "${__value.raw:percentencode}" : "${__field.labels.queue_name:percentencode}",
  }),
});
