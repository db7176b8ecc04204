import type { Broker } from "../model/broker";
import type { BrokerAccess } from "./access";
import type { Environment } from "./environment";

export type Brokers = Pick<Environment, "brokers">;

/** Access to a broker; blank where there is none: that is a finding of the environment. */
export const accessTo = ({ name }: Broker, { brokers }: Brokers): BrokerAccess =>
  brokers[name] ?? { user: "", password: { secret: "", key: "" } };

export const asksOverTls = (broker: Broker, environment: Brokers): boolean =>
  accessTo(broker, environment).tls === true;

/**
 * Ports on which the plugins `rabbitmq_prometheus` (`metrics`) and `rabbitmq_management` listen by default, and what
 * RabbitMQ's Cluster Operator calls the former in the broker's Service.
 */
export const brokerPorts = (isEncrypted: boolean) =>
  isEncrypted
    ? ({ metrics: 15_691, metricsName: "prometheus-tls", management: 15_671 } as const)
    : ({ metrics: 15_692, metricsName: "prometheus", management: 15_672 } as const);

/** Host name of a broker's Service, for which its certificate is good. */
export const brokerHost = ({ service, namespace }: Broker): string => `${service}.${namespace}.svc`;
