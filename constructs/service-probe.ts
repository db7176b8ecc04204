import { Construct } from "constructs";
import type { ProbePlace } from "../environments/access";
import type { Environment } from "../environments/environment";
import { probeJob } from "../environments/names";
import { probeModule } from "../exporters/blackbox";
import type { HttpService } from "../model/http-service";
import { sliceName } from "../model/http-service";
import { blackbox } from "../signals/contracts/blackbox";
import type { Exported, HasExports, Parts } from "./checked";
import { KubernetesObjects } from "./kubernetes-objects";
import type { ProbeFacts } from "./probe-object";
import { probeObject } from "./probe-object";

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
      objects: probes.places.map((place) => probeObject(probeOf(service, url, place), environment)),
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

const probeOf = (
  { name: service }: HttpService,
  target: string,
  { name: place, exporter }: ProbePlace,
): ProbeFacts => ({
  // With hyphens alone, two services and two places could have one name.
  name: `${service}.${place}`,
  job: probeJob(place),
  module: probeModule,
  target,
  labels: { service, place },
  ...(exporter !== undefined && { through: exporter }),
});
