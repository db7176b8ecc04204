import { Construct } from "constructs";
import type { ScrapeTarget } from "../alerts/target";
import type { Environment } from "../environments/environment";
import { namespace } from "../environments/names";
import { bindingsConfig, bindingsModule, bindingsUrl } from "../exporters/bindings";
import { accessTo, asksOverTls } from "../environments/broker-access";
import { tlsFiles } from "../exporters/tls";
import type { Broker } from "../model/broker";
import { bindingsFlows } from "../network/slices";
import { bindingInfo, rabbitmqBindings } from "../signals/contracts/rabbitmq-bindings";
import { brokerJobs } from "../signals/use/broker-jobs";
import { charts } from "../versions";
import { jsonExporterPort, jsonExporterValues, secretFolder } from "./chart-values/prometheus-json-exporter";
import type { Exported, HasExports, Parts } from "./checked";
import { HelmRelease } from "./helm-release";
import { KubernetesObjects } from "./kubernetes-objects";
import { NetworkAccess } from "./network-access";
import { serviceMonitor } from "./service-monitor";
import { askedOverTls } from "./tls";

export interface BindingsExporterProps {
  readonly broker: Broker;
  readonly environment: Pick<Environment, "brokers" | "certificates" | "exporter">;
}

const passwordFile = "password";

/** More bindings than these are no routing keys to look at. */
const mostBindings = 20_000;

/**
 * The JSON exporter, which makes metrics of what RabbitMQ's management API tells of bindings: the plugin knows no
 * routing key. It may look at the virtual host and nothing else: docs/rabbitmq.md.
 */
export class BindingsExporter extends Construct implements HasExports {
  readonly target: ScrapeTarget;
  readonly #of: string;
  readonly #release: HelmRelease;
  readonly #objects: KubernetesObjects;
  readonly #network: NetworkAccess;

  constructor(scope: Construct, id: string, { broker, environment }: BindingsExporterProps) {
    super(scope, id);
    const { bindings: name } = brokerJobs(broker);
    const { user, password } = accessTo(broker, environment);
    const isEncrypted = asksOverTls(broker, environment);
    const { certificates } = environment;
    this.target = { job: name, port: jsonExporterPort };
    this.#of = broker.name;
    this.#release = new HelmRelease(this, "release", {
      chart: charts.jsonExporter,
      name,
      values: jsonExporterValues({
        name,
        size: environment.exporter,
        config: bindingsConfig({
          user,
          passwordFile: `${secretFolder}/${passwordFile}`,
          ...(isEncrypted && { authorityFile: tlsFiles.authority }),
        }),
        secretFile: { from: password, name: passwordFile },
        tls: certificates !== undefined,
      }),
    });
    this.#network = new NetworkAccess(this, "network", { name, flows: bindingsFlows(name, broker, environment) });
    this.#objects = new KubernetesObjects(this, "objects", {
      name: `${name}-scrape`,
      objects: [
        serviceMonitor({
          name,
          service: { namespace, name },
          sampleLimit: mostBindings,
          endpoints: [
            {
              ...this.target,
              path: "/probe",
              params: { module: [bindingsModule], target: [bindingsUrl(broker, isEncrypted)] },
              keeps: [bindingInfo],
              ...(certificates && { tls: askedOverTls() }),
            },
          ],
        }),
      ],
    });
  }

  parts(): Parts {
    return [...this.#release.parts(), ...this.#objects.parts(), ...this.#network.parts()];
  }

  exports(): Exported[] {
    return [{ contract: rabbitmqBindings, of: [this.#of] }];
  }
}
