import { rulesOfBroker } from "../../../alerts/use/broker";
import { titleOf, useName } from "../../../model/resource";
import { queue } from "../../../signals/use/broker";
import { toOverview } from "../../links";
import { whoTells } from "../told";
import type { Dashboard } from "../../panel";
import type { Context } from "./context";
import { alarm, consumers, consumersGone, unroutable } from "./errors";
import { absent, bindingsAbsent, nodeAbsent, queuesMissing, undeclared } from "./exporter";
import { alarmsNow, inFlightNow, queues, slowestNow, unattendedNow } from "./now";
import { byRoutingKey, drain, held, waiting } from "./saturation";
import { diskFree, diskLeft, memory, rates } from "./utilisation";

/** What waits in the queues of a broker, and for whom; what its nodes have left; what gets lost. */
export function brokerDashboard(context: Context): Dashboard {
  const { broker } = context;
  return {
    uid: useName(broker),
    title: titleOf(broker),
    description: broker.description,
    tags: ["use", broker.name, broker.owner.name],
    variables: [
      {
        name: "queue",
        title: "Queue",
        query: `label_values(${queue.waiting.count.name}{resource="${broker.name}"}, queue_name)`,
      },
    ],
    annotations: [],
    links: [toOverview],
    rows: [
      {
        title: "Now",
        panels: [
          inFlightNow(context),
          slowestNow(context),
          unattendedNow(context),
          alarmsNow(context),
          queues(context),
        ],
      },
      { title: "Utilisation", panels: [rates(context), memory(context), diskLeft(context), diskFree(context)] },
      { title: "Saturation", panels: [drain(context), waiting(context), held(context), byRoutingKey(context)] },
      {
        title: "Errors",
        panels: [consumersGone(context), consumers(context), alarm(context), unroutable(context)],
      },
      ...whoTells(broker, rulesOfBroker(context.alerts)),
      {
        title: "Exporter",
        panels: [
          absent(context),
          nodeAbsent(context),
          bindingsAbsent(context),
          queuesMissing(context),
          undeclared(context),
        ],
      },
    ],
  };
}
