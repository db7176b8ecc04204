import { tlsPodName } from "../environments/names";
import { scrapeInterval } from "../environments/scrape";
import { seconds } from "../units/quantities";
import { promDuration } from "../units/text";
import { tlsFiles } from "./tls";

/**
 * Name of the module by which Prometheus asks a place to probe: an exporter without it answers nothing, and that is
 * noticed.
 */
export const probeModule = "service-probe";

/**
 * Time between two probes, as often as anything else is scraped: a route that is called `cheap` bears it, from every
 * place.
 */
export const probeInterval = scrapeInterval;

/** Timeout of a probe: whoever waited so long for a route that does nothing has left. */
const answersWithin = seconds(5);

/**
 * Timeout of the scrape of a probe, longer than the probe itself: a service that answers too late is a failed probe,
 * not a place that is silent.
 */
export const probeScrapeTimeout = seconds(10);

/**
 * Configuration of the blackbox exporter of every place, also of those that this project does not install. An answer is
 * a 2xx, over TLS that a client would trust, from the very host that was asked.
 */
export const blackboxConfig = {
  modules: {
    [probeModule]: {
      prober: "http",
      timeout: promDuration(answersWithin),
      http: {
        method: "GET",
        // To wherever a redirect leads, it is not the service that answers.
        follow_redirects: false,
        tls_config: { insecure_skip_verify: false },
        // By default it would take IPv6 where a name has both, and pods seldom have a way there. One or the other: a
        // name that lost its IPv4 address is lost to most clients.
        preferred_ip_protocol: "ip4",
        ip_protocol_fallback: false,
      },
    },
  },
} as const;

/** Name of the module by which the exporter of this cluster is asked for the certificate of the namespace. */
export const certificateModule = "own-certificate";

/**
 * Configuration, besides {@link blackboxConfig}, of the exporter of this cluster, where the namespace has a
 * certificate.
 */
export const certificateConfig = {
  modules: {
    [certificateModule]: {
      prober: "tcp",
      timeout: promDuration(answersWithin),
      tcp: {
        tls: true,
        preferred_ip_protocol: "ip4",
        tls_config: { ca_file: tlsFiles.authority, server_name: tlsPodName },
      },
    },
  },
} as const;
