import { scrapeInterval } from "../../environments/scrape";
import { gauge } from "../../promql/metric";
import { charts } from "../../versions";
import type { MetricContract } from "./contract";
import { asIn } from "./contract";

/**
 * `service` and `place` come from the Probe object, which also keeps the exporter's other metrics out
 * (constructs/service-probe.ts); `instance` is what was asked for, `job` the place's.
 */
const labels = ["job", "instance", "namespace", "service", "place"] as const;

export const probes = {
  success: gauge("probe_success", labels, "1 when a 2xx came in time, else 0"),
  duration: gauge("probe_duration_seconds", labels, "how long the probe took, whatever its outcome"),
  phase: gauge("probe_http_duration_seconds", [...labels, "phase"], "how long each part of a request took"),
  lookup: gauge("probe_dns_lookup_time_seconds", labels, "how long the host's address was looked up"),
  status: gauge("probe_http_status_code", labels, "status of the answer, 0 without one"),
  certificateExpiry: gauge(
    "probe_ssl_earliest_cert_expiry",
    labels,
    "Unix time at which the first of the certificates that the server showed expires; absent without TLS",
  ),
};

export const blackbox: MetricContract = {
  exporter: "blackbox exporter",
  version: asIn(charts.blackboxExporter),
  scrapedEvery: scrapeInterval,
  metrics: Object.values(probes),
};
