import { Construct } from "constructs";
import type { ProbePlace } from "../environments/access";
import { exporterAddress, isHttps } from "../environments/access";
import type { Environment } from "../environments/environment";
import { hostOf } from "../environments/host-and-port";
import { blackboxAddress, probeJob } from "../environments/names";
import { probeInterval, probeModule, probeScrapeTimeout } from "../exporters/blackbox";
import type { HttpService } from "../model/http-service";
import { sliceName } from "../model/http-service";
import { blackbox } from "../signals/contracts/blackbox";
import { promDuration } from "../units/text";
import type { Exported, HasExports, Parts } from "./checked";
import type { KubernetesObject } from "./kubernetes-objects";
import { KubernetesObjects } from "./kubernetes-objects";
import { keepOnly } from "./relabelling";
import { askedOverTls } from "./tls";

export interface ServiceProbeProps {
  readonly service: HttpService;
  readonly environment: Pick<Environment, "certificates" | "probes">;
}

/** Asks one HTTP service for its probe's route, from every place and under the address that clients use. */
export class ServiceProbe extends Construct implements HasExports {
  readonly #service: HttpService;
  /** Through the exporter of this cluster, and not only through those of other places. */
  readonly #asksFromHere: boolean;
  readonly #objects: KubernetesObjects;

  constructor(scope: Construct, id: string, { service, environment }: ServiceProbeProps) {
    super(scope, id);
    const { probes } = environment;
    this.#service = service;
    this.#asksFromHere = probes.places.some(({ exporter }) => exporter === undefined);
    // Without an address there is a finding, and nothing to ask for.
    const url = `${probes.addresses[service.name] ?? ""}${service.probe}`;
    this.#objects = new KubernetesObjects(this, "objects", {
      name: `${sliceName(service.name)}-probes`,
      objects: probes.places.map((place) => probeObject(service, url, place, environment)),
    });
  }

  parts(): Parts {
    return this.#objects.parts();
  }

  exports(): Exported[] {
    const here = this.#asksFromHere && { through: blackbox };
    return [{ contract: blackbox, of: [this.#service.name], ...here }];
  }
}

/** As prometheus-operator's definition names the fields. */
const probeObject = (
  { name }: HttpService,
  url: string,
  { name: place, exporter }: ProbePlace,
  environment: Pick<Environment, "certificates">,
): KubernetesObject => ({
  apiVersion: "monitoring.coreos.com/v1",
  kind: "Probe",
  // With hyphens alone, two services and two places could have one name.
  metadata: { name: `${name}.${place}` },
  spec: {
    jobName: probeJob(place),
    ...through(exporter, environment),
    module: probeModule,
    interval: promDuration(probeInterval),
    scrapeTimeout: promDuration(probeScrapeTimeout),
    targets: { staticConfig: { static: [url], labels: { service: name, place } } },
    // Whatever else the exporter tells nobody asks for; the certificate's texts alone would be a series for each renewal.
    metricRelabelings: [keepOnly(blackbox.metrics)],
  },
});

/** The scheme of an exporter stands apart from its address; what else it is asked by is the probe's own. */
function through(exporter: string | undefined, { certificates }: Pick<Environment, "certificates">) {
  const url = exporter === undefined ? blackboxAddress : exporterAddress(exporter);
  if (exporter === undefined ? !certificates : !isHttps(exporter)) return { prober: { url } };
  const { scheme, tlsConfig } = askedOverTls(hostOf(url));
  return { prober: { url, scheme }, tlsConfig };
}
