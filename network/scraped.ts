import type { Environment } from "../environments/environment";
import type { Encryption, Flow, Party } from "./flow";
import { tcp } from "./flow";
import { prometheus } from "./parties";

/** What of an environment decides whether parts of the monitoring speak with each other over TLS. */
export type Encrypting = Pick<Environment, "certificates">;

/** How whoever is asked is known by the certificate of the namespace. */
export const byOurCertificate: Encryption = { tls: "the authority of the environment's certificates" };

/**
 * How Prometheus asks somebody for numbers, over TLS where the environment has certificates. Of what is ours nobody
 * else may; of nodes and neighbours others decide that.
 */
export const scraped = (
  to: Party,
  ports: readonly number[],
  { certificates }: Encrypting,
  why = "counts what it does",
): Flow => (certificates ? asked(to, ports, why, byOurCertificate) : scrapedInTheClear(to, ports, why));

/** As {@link scraped}, where the program that is asked for numbers knows no TLS, or whoever runs it uses none. */
export const scrapedInTheClear = (to: Party, ports: readonly number[], why = "counts what it does"): Flow =>
  asked(to, ports, why, {
    plain:
      to.kind === "pods"
        ? "numbers without a secret among them; nobody but Prometheus is let in"
        : "numbers without a secret among them; whom else they are told is not decided here",
  });

const asked = (to: Party, ports: readonly number[], why: string, encryption: Encryption): Flow => ({
  from: prometheus,
  to,
  ports: tcp(...ports),
  why,
  encryption,
});
