import { platformComponent } from "../model/component";
import type { Environment } from "./environment";
import { blackboxPort } from "./names";

/** The certificate by which everything here serves: it is watched as those of services are. */
export const ownCertificate = {
  job: "platform-certificate",
  /** Whose it is; the label `service` of what asks for it. */
  name: platformComponent,
  /** The exporter asks itself: it mounts the same Secret as all others, and nobody has to let it pass. */
  askedAt: `localhost:${blackboxPort}`,
} as const;

/** The place from which it is asked for; none where there is no certificate, or no exporter beside it. */
export const certificateWatchedFrom = ({
  certificates,
  probes,
}: Pick<Environment, "certificates" | "probes">): string | undefined =>
  certificates && probes.places.find(({ exporter }) => exporter === undefined)?.name;
