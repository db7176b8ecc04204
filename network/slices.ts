import type { Postgres } from "../environments/access";
import type { Broker } from "../model/broker";
import type { HttpService } from "../model/http-service";
import type { Brokers } from "../environments/broker-access";
import { asksOverTls, brokerPorts } from "../environments/broker-access";
import { ports } from "../exporters/span-metrics";
import { asksAws, sendsLines } from "./elk";
import type { Flow } from "./flow";
import { tcp } from "./flow";
import { jsonExporterPodPort, namespaceOf, outside, podsOfBeat, podsOfRelease } from "./parties";
import { portOf } from "./port-of";
import type { Encrypting } from "./scraped";
import { byOurCertificate, scraped, scrapedInTheClear } from "./scraped";

/** Flows of the collectors that count the requests of some services. @param name of the collectors' release */
export function collectorFlows(name: string, services: readonly HttpService[], environment: Encrypting): Flow[] {
  const collectors = podsOfRelease(name);
  const namespaces = [...new Set(services.map(({ workload }) => workload.namespace))].sort();
  return [
    ...namespaces.map((namespace): Flow => ({
      from: namespaceOf(namespace),
      to: collectors,
      ports: tcp(ports.otlp, ports["otlp-http"]),
      why: "services send their spans",
      encryption: environment.certificates
        ? byOurCertificate
        : { plain: "spans, with the addresses that were asked for: this environment has no certificates" },
    })),
    scraped(collectors, [ports.red], environment, "counts requests"),
    scrapedInTheClear(collectors, [ports.metrics], "how the collector is, which it tells without TLS or not at all"),
  ];
}

/** Flows of the exporter that asks a broker for its bindings. @param name of the exporter's release */
export function bindingsFlows(name: string, broker: Broker, environment: Encrypting & Brokers): Flow[] {
  const exporter = podsOfRelease(name);
  const isEncrypted = asksOverTls(broker, environment);
  return [
    scraped(exporter, [jsonExporterPodPort], environment),
    {
      from: exporter,
      to: namespaceOf(broker.namespace),
      ports: tcp(brokerPorts(isEncrypted).management),
      why: "asks RabbitMQ's management API for bindings",
      encryption: isEncrypted
        ? { tls: "the authority of the environment's certificates; user and password" }
        : {
            plain:
              "the password of a user who may look, and nothing else, crosses the cluster: the broker serves no TLS",
          },
    },
  ];
}

/** How Prometheus asks a broker itself. */
export function brokerFlows(broker: Broker, environment: Brokers): Flow[] {
  const isEncrypted = asksOverTls(broker, environment);
  const asked = scrapedInTheClear(
    namespaceOf(broker.namespace),
    [brokerPorts(isEncrypted).metrics],
    "RabbitMQ tells of itself",
  );
  return [isEncrypted ? { ...asked, encryption: byOurCertificate } : asked];
}

/** Flows of an exporter that asks CloudWatch. @param name of the exporter's release */
export function cloudwatchFlows(name: string): Flow[] {
  const exporter = podsOfRelease(name);
  return [
    scrapedInTheClear(exporter, [5000], "counts what it does; YACE knows no TLS"),
    asksAws(exporter, "asks CloudWatch"),
  ];
}

/** Flows of an exporter that asks a database. @param name of the exporter's release */
export function postgresFlows(name: string, { host }: Postgres, environment: Encrypting): Flow[] {
  const exporter = podsOfRelease(name);
  return [
    scraped(exporter, [9187], environment),
    {
      from: exporter,
      to: outside("the database"),
      ports: tcp(portOf(host)),
      why: "asks the database how it is",
      encryption: { tls: "Amazon's authorities, and the host's name (verify-full); user and password" },
    },
  ];
}

/** Flows of a Beat that reads the log of a database from CloudWatch. @param name of the Beat */
export function databaseLogFlows(name: string): Flow[] {
  const beat = podsOfBeat(name);
  return [sendsLines(beat), asksAws(beat, "reads the log group")];
}
