import { Construct } from "constructs";
import type { ProbePlace, ProbeSettings } from "../environments/access";
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

export interface ServiceProbeProps {
  readonly service: HttpService;
  readonly probes: ProbeSettings;
}

/** Asks one HTTP service for its probe's route, from every place and under the address that clients use. */
export class ServiceProbe extends Construct implements HasExports {
  readonly #service: HttpService;
  /** Through the exporter of this cluster, and not only through those of other places. */
  readonly #asksFromHere: boolean;
  readonly #objects: KubernetesObjects;

  constructor(scope: Construct, id: string, { service, probes }: ServiceProbeProps) {
    super(scope, id);
    this.#service = service;
    this.#asksFromHere = probes.places.some(({ exporter }) => exporter === undefined);
    // Without an address there is a finding, and nothing to ask for.
    const url = `${probes.addresses[service.name] ?? ""}${service.probe}`;
    this.#objects = new KubernetesObjects(this, "objects", {
      name: `${sliceName(service.name)}-probes`,
      objects: probes.places.map((place) => probeObject(service, url, place)),
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
const probeObject = ({ name }: HttpService, url: string, { name: place, exporter }: ProbePlace): KubernetesObject => ({
  apiVersion: "monitoring.coreos.com/v1",
  kind: "Probe",
  // With hyphens alone, two services and two places could have one name.
  metadata: { name: `${name}.${place}` },
  spec: {
    jobName: probeJob(place),
    prober: { url: exporter ?? blackboxAddress },
    module: probeModule,
    interval: promDuration(probeInterval),
    scrapeTimeout: promDuration(probeScrapeTimeout),
    targets: { staticConfig: { static: [url], labels: { service: name, place } } },
    // Whatever else the exporter tells nobody asks for; the certificate's texts alone would be a series for each renewal.
    metricRelabelings: [keepOnly(blackbox.metrics)],
  },
});
