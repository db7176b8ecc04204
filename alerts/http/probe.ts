import type { HttpService } from "../../model/http-service";
import type { Vector } from "../../promql/build";
import { arithmetic, atLeast, complement, joined, or, scale, select, sum } from "../../promql/build";
import { probe } from "../../signals/probe";
import { minutes } from "../../units/quantities";
import type { AlertRule } from "../alert";
import { suspectsOf } from "../dependencies";
import type { Levelled } from "../levels";
import { symptom } from "../levels";
import type { ScrapeTarget } from "../target";
import { certificate } from "./certificate";
import { common } from "./common";
import { floors } from "./floors";
import type { ProbePlaces } from "./silent-place";
import { silentPlace } from "./silent-place";
import { failingStories, partialStories } from "./stories/probe";
import { trafficLost } from "./traffic";

/** Least share of probes that come back to a place: below it, the service fails from there. */
export const leastAnswered = 0.5;

/** With so much of the usual traffic lost, clients fail where a place does. */
const trafficMissing = 0.5;

/**
 * The rules of one HTTP service on what is seen of it from outside, by what they are about.
 * @param target of the exporter that counts the service's spans
 */
export const probeAlerts = (service: HttpService, target: ScrapeTarget, places: ProbePlaces) =>
  ({
    failing: failing(service, target),
    partial: partial(service),
    certificate: certificate(service),
    absent: silentPlace(service, places),
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
    title: `${name}: clients cannot reach it`,
    ...common(service, "probe-failing", "probe"),
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
    lookFirst: suspectsOf(service),
    stories: () => failingStories(service, target, { fewest: floors.usualRate, pendingFor }),
  };
}

function partial(service: HttpService): AlertRule {
  const { name } = service;
  const unanswered = complement(select(probe.answered.ratio, { service: name }));
  // Where several fail, it is not the way of one of them.
  const alone = complement(atLeast(failingPlaces(service), 2));
  return {
    title: `${name}: one place cannot reach it`,
    ...common(service, "probe-partial", "place"),
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
