import { platformComponent } from "../model/component";
import type { Environment } from "./environment";
import { blackboxPort } from "./names";

/** The certificate by which everything here serves: it is watched as those of services are. */
export const ownCertificate = {
  job: "platform-certificate",
  /** The component whose certificate it is; the label `service` of what asks for it. */
  name: platformComponent,
  /**
   * Address that the exporter asks, which is its own: it mounts the same Secret as all others, and nobody has to let it
   * pass.
   */
  askedAt: `localhost:${blackboxPort}`,
} as const;

/**
 * Name of the place from which {@link ownCertificate} is asked for; undefined where there is no certificate, or no
 * exporter beside it.
 */
export const certificateWatchedFrom = ({
  certificates,
  probes,
}: Pick<Environment, "certificates" | "probes">): string | undefined =>
  certificates && probes.places.find(({ exporter }) => exporter === undefined)?.name;
