import { Construct } from "constructs";
import type { ScrapeTarget } from "../alerts/target";
import type { Environment } from "../environments/environment";
import { asksOverTls, brokerHost, brokerPorts } from "../environments/broker-access";
import { brokerReadings } from "../exporters/rabbitmq";
import type { Broker } from "../model/broker";
import { useName } from "../model/resource";
import { brokerFlows } from "../network/slices";
import { rabbitmqMetrics } from "../signals/contracts/rabbitmq";
import type { Exported, HasExports, Parts } from "./checked";
import { KubernetesObjects } from "./kubernetes-objects";
import { NetworkAccess } from "./network-access";
import { serviceMonitor } from "./service-monitor";
import { askedOverTls } from "./tls";

/** Twelve thousand queues, or as many pairs of channel and queue; a broker with more wants fewer first. */
const samplesOfScrape = 50_000;

export interface BrokerMetricsProps {
  readonly broker: Broker;
  readonly environment: Pick<Environment, "brokers">;
}

/** Has Prometheus scrape the broker itself, by its plugin. Each of its nodes tells of its own queues and channels. */
export class BrokerMetrics extends Construct implements HasExports {
  readonly targets: Readonly<Record<keyof ReturnType<typeof brokerReadings>, ScrapeTarget>>;
  readonly #of: string;
  readonly #objects: KubernetesObjects;
  readonly #network: NetworkAccess;

  constructor(scope: Construct, id: string, { broker, environment }: BrokerMetricsProps) {
    super(scope, id);
    const { queues, channels, nodes } = brokerReadings(broker);
    const name = `${useName(broker)}-metrics`;
    const isEncrypted = asksOverTls(broker, environment);
    const { metricsName: port } = brokerPorts(isEncrypted);
    this.#of = broker.name;
    this.targets = {
      queues: { job: queues.job, port },
      channels: { job: channels.job, port },
      nodes: { job: nodes.job, port },
    };
    this.#network = new NetworkAccess(this, "network", { name, flows: brokerFlows(broker, environment) });
    this.#objects = new KubernetesObjects(this, "objects", {
      name,
      objects: [
        serviceMonitor({
          name,
          service: { namespace: broker.namespace, name: broker.service },
          sampleLimit: samplesOfScrape,
          endpoints: [queues, channels, nodes].map((reading) => ({
            port,
            ...reading,
            // Its pods are asked by their addresses, which stand in no certificate.
            ...(isEncrypted && { tls: askedOverTls(brokerHost(broker)) }),
          })),
        }),
      ],
    });
  }

  parts(): Parts {
    return [...this.#objects.parts(), ...this.#network.parts()];
  }

  exports(): Exported[] {
    return [{ contract: rabbitmqMetrics, of: [this.#of] }];
  }
}
