import type { HttpService } from "../model/http-service";
import { max, overTime, secondsUntil, select } from "../promql/build";
import { recorded } from "../promql/metric";
import { hours, minutes } from "../units/quantities";
import { probes } from "./contracts/blackbox";
import type { RecordedSeries, Signal, SignalKind } from "./signal";
import { recordAs } from "./signal";

/** Four probes: three that fail are no accident. */
const recent = minutes(2);

/**
 * The kinds of signals of what clients meet on their way to an HTTP service, asked from several places, with their
 * recorded series.
 */
export const probe = {
  answered: {
    id: "probe-answered",
    title: "Probes answered",
    method: "errors",
    unit: "ratio",
    absentMeans: "broken",
    normally:
      "100 % from every place; one that fails alone is a fault on the way there, two together are the service's.",
    ratio: recorded(
      "monitoring:probe_success:ratio2m",
      ["service", "place"],
      "share of probes that a 2xx came back to in time",
    ),
  },
  status: {
    id: "probe-status",
    title: "Last status from outside",
    method: "errors",
    unit: "count",
    absentMeans: "unknown",
    normally: "200; 0 where no answer came in time.",
    judgedBy: "probe-answered",
    code: recorded("monitoring:probe_status:code", ["service", "place"], "status of the last answer, 0 without one"),
  },
  duration: {
    id: "probe-duration",
    title: "Answer time from outside",
    method: "duration",
    unit: "seconds",
    absentMeans: "unknown",
    normally: "As long as the way is; the phase that grew says where the time goes.",
    judgedBy: "probe-answered",
    total: recorded("monitoring:probe_duration:seconds", ["service", "place"], "how long the last probe took"),
    phase: recorded(
      "monitoring:probe_phase_duration:seconds",
      ["service", "place", "phase"],
      "how long each part of the last probe took",
    ),
  },
  lookup: {
    id: "probe-dns-lookup",
    title: "DNS lookup from outside",
    method: "duration",
    unit: "seconds",
    absentMeans: "unknown",
    normally: "A few milliseconds, more where a cache had forgotten the name.",
    judgedBy: "probe-answered",
    duration: recorded("monitoring:probe_dns_lookup:seconds", ["service", "place"], "how long the last lookup took"),
  },
  certificate: {
    id: "probe-certificate",
    title: "Certificate expires in",
    method: "errors",
    unit: "seconds",
    absentMeans: "healthy",
    normally: "Renewed with weeks to spare: a line that falls and springs back.",
    remaining: recorded(
      "monitoring:certificate_remaining:seconds",
      ["service", "place"],
      "how long it is until the first of a server's certificates expires",
    ),
  },
} as const satisfies Record<string, SignalKind & Record<string, unknown>>;

/** Whether a place sends probes at all. Exporters that are gone write nothing, so nothing is recorded of it. */
export const reportingPlaces = {
  id: "probe-reporting-places",
  title: "Places that report",
  method: "errors",
  unit: "count",
  absentMeans: "broken",
  normally: "1 for every place; at 0 nobody asks from there, and nobody knows whether clients come through.",
} as const satisfies SignalKind;

/** The signals of one HTTP service as places see it from outside. */
export const probeSignals = (service: HttpService): Signal[] => [
  answered(service),
  status(service),
  duration(service),
  lookup(service),
  certificate(service),
];

const per = ["service", "place"] as const;

const answered = ({ name }: HttpService): Signal => ({
  ...probe.answered,
  series: [
    recordAs(probe.answered.ratio, max(overTime("avg", select(probes.success, { service: name }), recent)).by(...per)),
  ],
});

const status = ({ name }: HttpService): Signal => ({
  ...probe.status,
  series: [recordAs(probe.status.code, max(select(probes.status, { service: name })).by(...per))],
});

const duration = ({ name }: HttpService): Signal => ({
  ...probe.duration,
  series: [
    recordAs(probe.duration.total, max(select(probes.duration, { service: name })).by(...per)),
    recordAs(probe.duration.phase, max(select(probes.phase, { service: name })).by(...per, "phase")),
  ],
});

const lookup = ({ name }: HttpService): Signal => ({
  ...probe.lookup,
  series: [recordAs(probe.lookup.duration, max(select(probes.lookup, { service: name })).by(...per))],
});

const certificate = (service: HttpService): Signal => ({
  ...probe.certificate,
  series: [certificateRemaining(service)],
});

/** @param name of whatever is asked for its certificate, in the label `service` */
export function certificateRemaining({ name }: { readonly name: string }): RecordedSeries {
  // A probe that fails sees no certificate, above all when it has expired: what the last hour saw is remembered.
  const expiry = overTime("last", select(probes.certificateExpiry, { service: name }), hours(1));
  return recordAs(probe.certificate.remaining, secondsUntil(max(expiry).by(...per)));
}
