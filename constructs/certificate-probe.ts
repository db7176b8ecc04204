import { Construct } from "constructs";
import { platformUid } from "../dashboards/links";
import type { Environment } from "../environments/environment";
import { ownCertificate } from "../environments/own-certificate";
import { certificateModule } from "../exporters/blackbox";
import { blackbox } from "../signals/contracts/blackbox";
import type { Exported, HasExports, Parts } from "./checked";
import { KubernetesObjects } from "./kubernetes-objects";
import { probeObject } from "./probe-object";

export interface CertificateProbeProps {
  readonly environment: Pick<Environment, "certificates">;
  /** Name of the place from which the blackbox exporter of this cluster asks. */
  readonly place: string;
}

/** Asks how long the certificate is good by which everything here serves. */
export class CertificateProbe extends Construct implements HasExports {
  readonly #objects: KubernetesObjects;

  constructor(scope: Construct, id: string, { environment, place }: CertificateProbeProps) {
    super(scope, id);
    const { job, name: service, askedAt: target } = ownCertificate;
    this.#objects = new KubernetesObjects(this, "objects", {
      name: `${platformUid}-probes`,
      objects: [
        probeObject({ name: job, job, module: certificateModule, target, labels: { service, place } }, environment),
      ],
    });
  }

  parts(): Parts {
    return this.#objects.parts();
  }

  exports(): Exported[] {
    return [{ contract: blackbox, of: [platformUid], through: blackbox }];
  }
}
