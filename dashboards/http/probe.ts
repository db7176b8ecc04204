import { firesAt } from "../../alerts/levels";
import { leastAnswered } from "../../alerts/http/probe";
import { atLeast, complement, max, min, select, sum } from "../../promql/build";
import { probe } from "../../signals/probe";
import { alertPanel } from "../alert-panel";
import { graph, query, stat } from "../build";
import type { Panel, Row } from "../panel";
import type { Context } from "./context";

/** Panels of whether clients reach the service, and what they meet on the way. */
export const fromOutside = (context: Context): Row["panels"] => [
  answersNow(context),
  statusNow(context),
  slowestNow(context),
  certificateNow(context),
  failing(context),
  partial(context),
  certificate(context),
  phases(context),
  lookup(context),
  reporting(context),
];

const noValue = "Nobody asks";

const answersNow = ({ service: { name }, places }: Context): Panel => {
  const answered = atLeast(select(probe.answered.ratio, { service: name }), leastAnswered);
  return stat("answers-now", probe.answered, {
    title: `Places it answers, of ${places.length}`,
    unit: "count",
    noValue,
    thresholds: [{ below: places.length }],
    queries: [query("answered", sum(answered))],
  });
};

const statusNow = ({ service: { name } }: Context): Panel =>
  stat("outside-status-now", probe.status, {
    description: "Redirects are not followed: what they lead to is not this service.",
    noValue,
    queries: [query("{{place}}", max(select(probe.status.code, { service: name })).by("place"))],
  });

const slowestNow = ({ service: { name } }: Context): Panel =>
  stat("outside-slowest-now", probe.duration, {
    title: "Slowest place",
    noValue,
    queries: [query("slowest", max(select(probe.duration.total, { service: name })))],
  });

const certificateNow = ({ service: { name }, probeAlerts }: Context): Panel =>
  stat("certificate-now", probe.certificate, {
    title: "Certificate is good for",
    noValue: "Without TLS",
    thresholds: firesAt(probeAlerts.certificate),
    queries: [query("remaining", min(select(probe.certificate.remaining, { service: name })))],
  });

const failing = ({ probeAlerts }: Context): Panel =>
  alertPanel(probeAlerts.failing, {
    title: "Places it fails from",
    description:
      "How many places get no answer, and one more where at least half of the usual requests are missing too: two witnesses are an alert.",
    legend: "failing",
  });

const partial = ({ service: { name }, probeAlerts }: Context): Panel =>
  alertPanel(probeAlerts.partial, {
    title: "Unanswered probes",
    description: "As alerted: 0 where several places fail, for then it is not the way of one of them.",
    legend: "{{place}} alone",
    beside: [query("{{place}}", complement(select(probe.answered.ratio, { service: name })))],
  });

const certificate = ({ probeAlerts }: Context): Panel =>
  alertPanel(probeAlerts.certificate, {
    description: "The first to expire of those that the server shows, as seen from any place.",
    legend: "expires in",
    noValue: "Without TLS",
  });

const phases = ({ service: { name } }: Context): Panel =>
  graph("probe-phases", probe.duration, {
    title: "Phases of a probe",
    description:
      "resolve: DNS. connect: the network. tls: the handshake. processing: the service. transfer: the answer.",
    noValue,
    queries: [query("{{place}} {{phase}}", max(select(probe.duration.phase, { service: name })).by("place", "phase"))],
  });

const lookup = ({ service: { name } }: Context): Panel =>
  graph("probe-dns-lookup", probe.lookup, {
    noValue,
    queries: [query("{{place}}", max(select(probe.lookup.duration, { service: name })).by("place"))],
  });

const reporting = ({ probeAlerts }: Context): Panel => alertPanel(probeAlerts.absent, { legend: "{{place}}" });
