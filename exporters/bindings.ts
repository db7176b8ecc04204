import type { Broker } from "../model/broker";
import { bindingInfo } from "../signals/contracts/rabbitmq-bindings";
import { brokerHost, brokerPorts } from "../environments/broker-access";

/** Name of the JSON exporter's module by which Prometheus asks it for bindings. */
export const bindingsModule = "bindings";

/** URL in the management API of the bindings of the broker's virtual host. */
export function bindingsUrl(broker: Broker, isEncrypted: boolean): string {
  const { management } = brokerPorts(isEncrypted);
  const origin = `${isEncrypted ? "https" : "http"}://${brokerHost(broker)}:${management}`;
  return `${origin}/api/bindings/${encodeURIComponent(broker.vhost)}`;
}

export interface BindingsAccess {
  readonly user: string;
  /** Path, in the exporter's pod, of the file with the password. */
  readonly passwordFile: string;
  /**
   * Path, in the exporter's pod, of the certificate of the authority that signed the broker's. @default none, it is
   * asked in the clear
   */
  readonly authorityFile?: string;
}

const value = "info";

/**
 * Configuration of the JSON exporter: one series for each binding of a queue. `properties_key` keeps two bindings apart
 * that differ in their arguments only, as those of a headers exchange do; without it the whole answer is an error.
 */
export const bindingsConfig = ({ user, passwordFile, authorityFile }: BindingsAccess) => ({
  modules: {
    [bindingsModule]: {
      http_client_config: {
        basic_auth: { username: user, password_file: passwordFile },
        ...(authorityFile !== undefined && { tls_config: { ca_file: authorityFile } }),
      },
      metrics: [
        {
          // The exporter adds `_` and the name of the value.
          name: bindingInfo.name.slice(0, -`_${value}`.length),
          type: "object",
          valuetype: "gauge",
          help: bindingInfo.help,
          path: '{ [?(@.destination_type=="queue")] }',
          labels: {
            vhost: "{ .vhost }",
            exchange: "{ .source }",
            queue: "{ .destination }",
            routing_key: "{ .routing_key }",
            properties_key: "{ .properties_key }",
          },
          values: { [value]: "1" },
        },
      ],
    },
  },
});
