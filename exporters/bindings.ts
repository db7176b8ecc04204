import type { Broker } from "../model/broker";
import { bindingInfo } from "../signals/contracts/rabbitmq-bindings";

/** By this name Prometheus asks the JSON exporter for bindings. */
export const bindingsModule = "bindings";

/** Of the management plugin, by default. */
const managementPort = 15_672;

/** Where the bindings of the broker's virtual host are. */
export const bindingsUrl = ({ namespace, service, vhost }: Broker): string =>
  `http://${service}.${namespace}.svc:${managementPort}/api/bindings/${encodeURIComponent(vhost)}`;

export interface BindingsAccess {
  readonly user: string;
  /** Path of a file, in the exporter's pod. */
  readonly passwordFile: string;
}

const value = "info";

/**
 * Configuration of the JSON exporter: one series for each binding of a queue. `properties_key` keeps two bindings apart
 * that differ in their arguments only, as those of a headers exchange do; without it the whole answer is an error.
 */
export const bindingsConfig = ({ user, passwordFile }: BindingsAccess) => ({
  modules: {
    [bindingsModule]: {
      http_client_config: { basic_auth: { username: user, password_file: passwordFile } },
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
