import type { HttpService } from "../../../model/http-service";
import { minutes } from "../../../units/quantities";
import type { PeerRule } from "../peer";
import { promql } from "../peer";

/**
 * Published rules on services. The share of failures as for Traefik's services (v2), the response time as Istio's: its
 * window is one minute, of which the collectors are scraped twice; here it is two, as in the rule on Nginx.
 */
export const ofServices = (services: readonly HttpService[]): PeerRule[] => services.flatMap(ofService);

function ofService(service: HttpService): PeerRule[] {
  const of = `service="${service.name}"`;
  const calls = (more: string) => `sum(rate(traces_span_metrics_calls_total{${of}${more}}[3m])) by (service)`;
  const share = (status: string) =>
    promql(`${calls(`, http_status_code=~"${status}"`)} / ${calls("")} * 100 > 5 and ${calls("")} > 0`);
  const buckets = `sum(rate(traces_span_metrics_duration_seconds_bucket{${of}}[2m])) by (service, le)`;
  return [
    {
      name: "Traefik high HTTP 5xx error rate service",
      severity: "critical",
      of: service,
      expr: share("5.."),
      pendingFor: minutes(1),
    },
    {
      name: "Traefik high HTTP 4xx error rate service",
      severity: "critical",
      of: service,
      expr: share("4.."),
      pendingFor: minutes(1),
    },
    {
      name: "Istio latency 99 percentile",
      severity: "warning",
      of: service,
      expr: promql(`histogram_quantile(0.99, ${buckets}) > 1`),
      pendingFor: minutes(1),
    },
    {
      name: "Blackbox probe failed",
      severity: "critical",
      of: service,
      expr: promql(`probe_success{${of}} == 0`),
      pendingFor: minutes(1),
    },
    {
      name: "Blackbox slow probe",
      severity: "warning",
      of: service,
      expr: promql(`probe_duration_seconds{${of}} > 1`),
      pendingFor: minutes(1),
    },
  ];
}
