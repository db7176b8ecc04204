import { namespace, releases } from "../../environments/names";
import { ownCertificate } from "../../environments/own-certificate";
import type { Vector } from "../../promql/build";
import { avg, complement, constant, count, or, overTime, select, unless, withLabel } from "../../promql/build";
import { up } from "../../signals/contracts/prometheus";
import { platform } from "../../signals/platform";
import { minutes, together } from "../../units/quantities";
import { durationText } from "../../units/text";
import type { AlertRule } from "../alert";
import type { PlatformAlertFacts } from "./common";
import { common, toldByTargets } from "./common";
import { budgetStories, targetStories } from "./stories/targets";

/**
 * Jobs of what the platform has scraped, as the charts' ServiceMonitors name them. Slices watch their own exporters.
 */
export const platformJobs = [
  `${releases.prometheus}-prometheus`,
  `${releases.prometheus}-operator`,
  releases.grafana,
  "kubelet",
  "kube-state-metrics",
  "node-exporter",
] as const;

/** Jobs of the parts of the store of all series (Mimir); the chart names them by namespace and part. */
export const mimirJobs = [
  "compactor",
  "distributor",
  "ingester",
  "querier",
  "query-frontend",
  "query-scheduler",
  "ruler",
  "store-gateway",
].map((part) => `${namespace}/${part}`);

const jobsOf = ({ mimir, certificate }: PlatformAlertFacts): readonly [string, ...string[]] => [
  ...platformJobs,
  ...(mimir ? mimirJobs : []),
  ...(certificate ? [ownCertificate.job] : []),
];

/** Stands in the label `job`, for what is no job. */
const ownRules = "recording rules of the platform";

/** Not to answer for less is a restart, or a scrape that was lost. */
const silence = minutes(5);

const downFor = minutes(5);

export const targetsDown = (facts: PlatformAlertFacts): AlertRule => ({
  ...common(facts, "targets-down"),
  title: "The platform is not scraped",
  // What is blind without them says so itself, and pages if it is critical.
  severity: "ticket",
  watches: platform.targets,
  value: shareDown(jobsOf(facts)).expr,
  fires: { above: 0.1 },
  clears: 0.05,
  pendingFor: downFor,
  numbers: { silence: durationText(silence) },
  summary: (value, above) =>
    `${value} of the targets of {{ $labels.job }} have not answered for ${durationText(together(silence, downFor))}, or there are none; the alert stands at ${above}.`,
  firstSteps: [
    'Which of them, and since when? Panel "Targets that answer"; the error stands in Prometheus, page Targets.',
    "Do the pods run? kubectl get pods -A | grep -v Running",
    `The ${ownRules}: are they there? kubectl -n monitoring get prometheusrules platform-rules`,
  ],
  stories: () => targetStories({ jobs: jobsOf(facts), ownRules, silence, pendingFor: downFor }),
});

/** Of each job: 1 where there is no target at all. */
function shareDown(jobs: readonly string[]): Vector<"job"> {
  const answered = overTime("max", select(up, { job: { matches: jobs.join("|") } }), silence);
  const absent = jobs.map((job) => withLabel(constant(1), "job", job));
  const unrecorded = withLabel(unless(constant(1), count(select(platform.targets.up)), []), "job", ownRules);
  return [...absent, unrecorded].reduce<Vector<"job">>(
    (known, missing) => or(known, missing),
    complement(avg(answered).by("job")),
  );
}

/** Of the samples that a scrape may have. */
const nearBudget = 0.8;
const nearFor = minutes(15);

export const seriesBudget = (facts: PlatformAlertFacts): AlertRule => ({
  ...common(facts, "series-budget"),
  title: "A job is about to exceed its series",
  severity: "ticket",
  watches: platform.budget,
  value: select(platform.budget.used).expr,
  fires: { above: nearBudget },
  clears: 0.7,
  pendingFor: nearFor,
  absent: toldByTargets,
  summary: (value, above) =>
    `A scrape of {{ $labels.job }} has ${value} of the samples past which it is refused as a whole; the alert stands at ${above}.`,
  firstSteps: [
    'Since when, and does it grow? Panel "Series against their budget".',
    "Which metric has most of them, and which label? Prometheus, page TSDB status; or count by (__name__) of the job.",
    "A service's: does it answer with statuses, or report methods, that it never had? Its dashboard tells.",
  ],
  stories: () => budgetStories(nearBudget, nearFor),
});
