import { namespace, probeJob } from "../../environments/names";
import { dependenciesOf } from "../../model/dependencies";
import type { HttpService } from "../../model/http-service";
import type { Levels } from "../../model/levels";
import type { Team } from "../../model/team";
import type { Vector } from "../../promql/build";
import {
  arithmetic,
  atLeast,
  complement,
  constant,
  count,
  joined,
  min,
  or,
  scale,
  select,
  sum,
  withLabel,
} from "../../promql/build";
import { probes } from "../../signals/contracts/blackbox";
import { probe, reportingPlaces } from "../../signals/probe";
import type { Duration } from "../../units/quantities";
import { days, hours, inSeconds, minutes } from "../../units/quantities";
import { durationText } from "../../units/text";
import type { AlertRule } from "../alert";
import { suspectsOf } from "../dependencies";
import { trafficLost } from "./traffic";
import { absentStories, certificateStories, failingStories, partialStories } from "./stories/probe";
import { common } from "./common";
import { floors } from "./floors";
import type { Levelled } from "../levels";
import { atLevels, wakingOnlyFor, symptom } from "../levels";
import type { ScrapeTarget } from "../target";

/** From a place that fewer probes come back to, the service fails. */
export const leastAnswered = 0.5;

/** With so much of the usual traffic lost, clients fail where a place does. */
const trafficMissing = 0.5;

/** How long before its certificate expires somebody acts: in the order of the day, or at once. */
const certificateLevels: Levels<Duration> = { ticket: days(21), page: days(3) };

/** Where services are asked from, and by whom: the places are not of the services' owners. */
export interface ProbePlaces {
  readonly owner: Team;
  readonly names: readonly string[];
}

/** @param target of the exporter that counts the service's spans */
export const probeAlerts = (service: HttpService, target: ScrapeTarget, places: ProbePlaces) =>
  ({
    failing: failing(service, target),
    partial: partial(service),
    certificate: certificate(service),
    absent: absent(service, places),
  }) satisfies Record<string, Levelled>;

/** The rules of one HTTP service on what is seen of it from outside, by what they are about. */
export type ProbeAlerts = ReturnType<typeof probeAlerts>;

/** How many places it fails from. One that is silent is none of them. */
const failingPlaces = ({ name }: HttpService): Vector<"service"> =>
  sum(complement(atLeast(select(probe.answered.ratio, { service: name }), leastAnswered))).by("service");

/** Silent places are the business of the alert on them. */
const toldBySilence = {
  means: "healthy",
  because: "that nobody asks is told by an alert of its own, and says nothing of the service",
} as const;

function failing(service: HttpService, target: ScrapeTarget): AlertRule {
  const { name } = service;
  const pendingFor = minutes(2);
  const fails = failingPlaces(service);
  // A service that nobody was used to call has no traffic to lose.
  const missing = or(atLeast(trafficLost(service, target), trafficMissing), scale(fails, 0));
  return {
    ...common(service, "probe-failing", "probe"),
    title: `${name}: clients cannot reach it`,
    severity: symptom(service),
    watches: probe.answered,
    unit: "count",
    // One place alone may have lost its own way; missing traffic is the second witness.
    value: arithmetic(fails, "+", arithmetic(atLeast(fails, 1), "*", missing)).expr,
    fires: { above: 1.5 },
    clears: 1.5,
    pendingFor,
    absent: toldBySilence,
    summary: () =>
      `${name} does not answer from outside: from two places or more, or from one while at least half of its usual requests are missing.`,
    firstSteps: [
      'Does it answer with an error, or not at all? Panel "Last status from outside": 0 is no answer.',
      'How far does a probe come? Panel "Phases of a probe": resolve is DNS, connect the network, tls the certificate, processing the service.',
      "Ingress, DNS, certificate: what changed between clients and the service? Does it answer within the cluster?",
    ],
    lookFirst: suspectsOf(dependenciesOf(service)),
    stories: () => failingStories(service, target, { fewest: floors.usualRate, pendingFor }),
  };
}

function partial(service: HttpService): AlertRule {
  const { name } = service;
  const unanswered = complement(select(probe.answered.ratio, { service: name }));
  // Where several fail, it is not the way of one of them.
  const alone = complement(atLeast(failingPlaces(service), 2));
  return {
    ...common(service, "probe-partial", "place"),
    title: `${name}: one place cannot reach it`,
    severity: "ticket",
    watches: probe.answered,
    value: joined(unanswered, "*", alone, { on: ["service"] }).expr,
    fires: { above: leastAnswered },
    clears: 0.3,
    pendingFor: minutes(30),
    absent: toldBySilence,
    summary: (value, above) =>
      `From {{ $labels.place }} alone, ${value} of the probes of ${name} fail; the alert stands at ${above}.`,
    firstSteps: [
      'How far does a probe come? Panel "Phases of a probe", against another place.',
      "Do other services fail from there too? Then it is the place's own network or DNS.",
      "Does the address mean another host there: split DNS, a region of the CDN, a rule of the firewall?",
    ],
    stories: () => partialStories(service),
  };
}

function certificate(service: HttpService): Levelled {
  const { name } = service;
  const pendingFor = hours(1);
  const levels = atLevels(certificateLevels, (level, severity) => ({
    ...common(service, "certificate-expires", "tls"),
    title: `${name}: its certificate expires ${severity === "page" ? "within days" : "soon"}`,
    watches: probe.certificate,
    value: min(select(probe.certificate.remaining, { service: name })).by("service").expr,
    fires: { below: inSeconds(level) },
    clears: inSeconds(level) + inSeconds(days(1)),
    pendingFor,
    summary: (value) => `The certificate of ${name} expires in ${value}; the alert stands at ${durationText(level)}.`,
    firstSteps: [
      "Why was it not renewed? kubectl get certificates,certificaterequests,challenges --all-namespaces, or the console of whoever issues it.",
      'All places, or one? Panel "Certificate expires in": one alone meets another server.',
      "Was it renewed, and only not loaded? Restart what serves it.",
    ],
    stories: () => certificateStories(service, level, pendingFor),
  }));
  return wakingOnlyFor(service.criticality, levels);
}

function absent(service: HttpService, { owner, names }: ProbePlaces): AlertRule {
  const { name } = service;
  const pendingFor = minutes(15);
  const [first = "", ...others] = names;
  const reports = (place: string) =>
    withLabel(or(count(select(probes.success, { service: name, place })), constant(0)), "place", place);
  return {
    ...common(service, "probe-absent", "unprobed"),
    owner,
    // Without the service's: of a place that is gone its owner hears once, and not for each service anew.
    labels: {},
    title: `${name}: a place does not report`,
    // Its requests are still counted, and other places may still ask.
    severity: "ticket",
    watches: reportingPlaces,
    value: others.map(reports).reduce((all, one) => or(all, one), reports(first)).expr,
    fires: { below: 0.5 },
    clears: 0.5,
    pendingFor,
    summary: () =>
      `Nobody has asked for ${name} from {{ $labels.place }} for ${durationText(pendingFor)}: fewer places see whether clients reach it.`,
    firstSteps: [
      `Which error has the scrape? Prometheus, page Targets, jobs ${names.map(probeJob).join(" and ")}.`,
      "Other services from there too? Then the exporter of the place is down or cannot be reached.",
      `This service alone? Is its Probe object there? kubectl -n ${namespace} get probes`,
    ],
    stories: () => absentStories(service, names, pendingFor),
  };
}
