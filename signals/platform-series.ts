import { ownCertificate } from "../environments/own-certificate";
import type { Vector } from "../promql/build";
import {
  arithmetic,
  avg,
  clampMax,
  clampMin,
  complement,
  count,
  divide,
  increase,
  max,
  or,
  rate,
  relabel,
  scale,
  select,
  slope,
  sum,
  where,
  withLabel,
} from "../promql/build";
import { days, hours, inSeconds, minutes } from "../units/quantities";
import { receivedSpans } from "./contracts/collector";
import { alerting } from "./contracts/grafana";
import { refusals, ruleGroups, scrapes, storage, storageFaults, up } from "./contracts/prometheus";
import { serverSpans } from "./contracts/span-metrics";
import { platform } from "./platform";
import { certificateRemaining } from "./probe";
import type { Signal } from "./signal";
import { recordAs } from "./signal";

/** Window over which the monitoring itself is looked at. */
export const platformWindow = minutes(5);

export interface PlatformSignalFacts {
  /** Whether a probe asks for the certificate by which everything here serves. @default false */
  readonly certificate?: boolean;
}

/** The signals of the monitoring itself, with the rules that write their series. */
export const platformSignals = ({ certificate = false }: PlatformSignalFacts = {}): Signal[] => [
  { ...platform.targets, series: [recordAs(platform.targets.up, avg(select(up)).by("job"))] },
  { ...platform.budget, series: [recordAs(platform.budget.used, max(budgetUsed).by("job"))] },
  { ...platform.refusals, series: [recordAs(platform.refusals.rate, refused)] },
  { ...platform.rules, series: [recordAs(platform.rules.lost, byGroup(lostEvaluations))] },
  {
    ...platform.ruleDuration,
    series: [
      recordAs(platform.ruleDuration.ratio, byGroup(divide(select(ruleGroups.duration), select(ruleGroups.interval)))),
    ],
  },
  {
    ...platform.storage,
    series: [recordAs(platform.storage.used, storageUsed), recordAs(platform.storage.fullIn, storageFullIn)],
  },
  {
    ...platform.storageFaults,
    series: [recordAs(platform.storageFaults.hourly, max(faultsOfTheHour).by("pod"))],
  },
  { ...platform.series, series: [recordAs(platform.series.count, max(select(storage.series)).by("pod"))] },
  {
    ...platform.samples,
    series: [recordAs(platform.samples.rate, sum(rate(select(storage.samples), platformWindow)).by("pod"))],
  },
  { ...platform.evaluations, series: [recordAs(platform.evaluations.failed, failedEvaluations)] },
  { ...platform.schedule, series: [recordAs(platform.schedule.behind, max(select(alerting.behind)).by("pod"))] },
  { ...platform.refusedSpans, series: [recordAs(platform.refusedSpans.ratio, refusedSpans)] },
  { ...platform.overflow, series: [recordAs(platform.overflow.count, overflowing)] },
  ...(certificate
    ? [{ ...platform.certificate, series: [certificateRemaining(ownCertificate)], of: ownCertificate.name }]
    : []),
];

/** Samples of each target, as a share of its limit; one without a limit has no budget to use. */
const budgetUsed = divide(select(scrapes.samples), where(select(scrapes.sampleLimit), ">", 0));

const refused = Object.entries(refusals)
  .map(([reason, refusal]) => withLabel(sum(rate(select(refusal), platformWindow)).by("pod"), "reason", reason))
  .reduce((all, one) => or(all, one));

const lostEvaluations = (() => {
  const due = rate(select(ruleGroups.iterations), platformWindow);
  const evaluated = rate(select(ruleGroups.evaluations), platformWindow);
  // A group whose every evaluation is missed evaluates nothing that could fail.
  const failing = or(
    divide(rate(select(ruleGroups.failures), platformWindow), where(evaluated, ">", 0)),
    scale(due, 0),
  );
  return arithmetic(failing, "+", divide(rate(select(ruleGroups.missed), platformWindow), where(due, ">", 0)));
})();

/**
 * The values of each rule group, of the replica that does worst. The label is a file and a name; files differ from
 * cluster to cluster.
 */
const byGroup = <L extends string>(of: Vector<L | "rule_group">): Vector<"group"> =>
  max(relabel(of, "rule_group", "(?:.*;)?(.+)", "group", "$1")).by("group");

const storageUsed = max(
  divide(
    arithmetic(arithmetic(select(storage.blocks), "+", select(storage.writeAheadLog)), "+", select(storage.headChunks)),
    where(select(storage.limit), ">", 0),
  ),
).by("pod");

/** A year at the most, for storage that does not grow is never full. */
const storageFullIn = clampMax(
  divide(
    clampMin(complement(select(platform.storage.used)), 0),
    clampMin(slope(select(platform.storage.used), days(1)), 1e-12),
  ),
  inSeconds(days(365)),
);

const faultsOfTheHour = Object.values(storageFaults)
  .map((fault) => increase(select(fault), hours(1)))
  .reduce((all, faults) => arithmetic(all, "+", faults));

/** Until the first one fails there may be no counter of it. */
const failedEvaluations = or(
  sum(increase(select(alerting.failures), platformWindow)).by("pod"),
  scale(sum(rate(select(alerting.evaluations), platformWindow)).by("pod"), 0),
);

const refusedSpans = (() => {
  const received = (spans: (typeof receivedSpans)[keyof typeof receivedSpans]) =>
    sum(rate(select(spans), platformWindow)).by("job");
  const lost = arithmetic(received(receivedSpans.refused), "+", received(receivedSpans.failed));
  return divide(lost, where(arithmetic(received(receivedSpans.accepted), "+", lost), ">", 0));
})();

/** What is counted beyond the limit has none of the connector's labels; only that sets it apart. */
const overflowing = or(
  count(select(serverSpans.calls, { service: "" })).by("job"),
  scale(sum(select(receivedSpans.accepted)).by("job"), 0),
);
