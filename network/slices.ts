import type { Postgres } from "../environments/access";
import type { Broker } from "../model/broker";
import type { HttpService } from "../model/http-service";
import { bindingsUrl } from "../exporters/bindings";
import { ports } from "../exporters/span-metrics";
import { asksAws, sendsLines } from "./elk";
import type { Flow } from "./flow";
import { tcp } from "./flow";
import { namespaceOf, outside, podsOfBeat, podsOfRelease } from "./parties";
import { portOf } from "./port-of";
import { scraped } from "./scraped";

/** What slices bring with their exporters. @param name each time that of the exporter's release */

export function collectorFlows(name: string, services: readonly HttpService[]): Flow[] {
  const collectors = podsOfRelease(name);
  const namespaces = [...new Set(services.map(({ workload }) => workload.namespace))].sort();
  return [
    ...namespaces.map((namespace): Flow => ({
      from: namespaceOf(namespace),
      to: collectors,
      ports: tcp(ports.otlp, ports["otlp-http"]),
      why: "services send their spans",
      encryption: {
        plain:
          "spans, within the cluster: an authority that all services trust is the cluster's to bring, as a service mesh does",
      },
    })),
    scraped(collectors, [ports.red, ports.metrics]),
  ];
}

export function bindingsFlows(name: string, broker: Broker): Flow[] {
  const exporter = podsOfRelease(name);
  return [
    scraped(exporter, [7979]),
    {
      from: exporter,
      to: namespaceOf(broker.namespace),
      ports: tcp(portOf(bindingsUrl(broker))),
      why: "asks RabbitMQ's management API for bindings",
      encryption: {
        plain:
          "the management API serves no TLS of its own accord: the password of a user who may look, and nothing else, crosses the cluster",
      },
    },
  ];
}

/** Of RabbitMQ's plugin, by default. */
const pluginPort = 15_692;

export const brokerFlows = ({ namespace }: Broker): Flow[] => [
  scraped(namespaceOf(namespace), [pluginPort], "RabbitMQ tells of itself"),
];

export function cloudwatchFlows(name: string): Flow[] {
  const exporter = podsOfRelease(name);
  return [scraped(exporter, [5000]), asksAws(exporter, "asks CloudWatch")];
}

export function postgresFlows(name: string, { host }: Postgres): Flow[] {
  const exporter = podsOfRelease(name);
  return [
    scraped(exporter, [9187]),
    {
      from: exporter,
      to: outside("the database"),
      ports: tcp(portOf(host)),
      why: "asks the database how it is",
      encryption: { tls: "Amazon's authorities, and the host's name (verify-full); user and password" },
    },
  ];
}

export function databaseLogFlows(name: string): Flow[] {
  const beat = podsOfBeat(name);
  return [sendsLines(beat), asksAws(beat, "reads the log group")];
}
