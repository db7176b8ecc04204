import type { Workload } from "../../model/workload";
import { podsOf } from "../../model/workload";
import type { Vector } from "../../promql/build";
import {
  and,
  arithmetic,
  atLeast,
  clampMax,
  clampMin,
  complement,
  constant,
  count,
  divide,
  increase,
  max,
  or,
  plus,
  rate,
  rename,
  rounded,
  scale,
  select,
  sum,
  unless,
  where,
  withLabel,
} from "../../promql/build";
import { days, minutes, percent } from "../../units/quantities";
import { containers } from "../contracts/cadvisor";
import {
  containerInfo,
  containerLimits,
  containerRequests,
  containerRestarts,
  lastTerminated,
  replicasAvailable,
  replicasDesired,
} from "../contracts/kube-state-metrics";
import { saturationOf } from "../saturation";
import type { Signal } from "../signal";
import { recordAs } from "../signal";
import { growth, lasting, timeLeft } from "../time-left";
import { pods } from "./pods";

/** Ten scrapes. */
const window = minutes(5);
/** Window in which restarts are counted: a crash loop restarts at least every five minutes. */
export const restartWindow = minutes(30);

/** How a memory leak is told from a batch. */
export const leak = {
  now: minutes(20),
  since: minutes(90),
  /** Share of the memory limit below which nothing is foretold: memory that is being warmed up grows as well. */
  from: percent(50),
  /** How far ahead a full memory is foretold: farther away nothing can be. */
  horizon: days(1),
} as const;

/**
 * Utilisation, saturation and errors of the pods of one Deployment. A rule stands below those whose series it reads.
 */
export const workloadSignals = (workload: Workload): Signal[] => [
  cpu(workload),
  memory(workload),
  memoryLeft(workload),
  throttled(workload),
  oomKills(workload),
  restarts(workload),
  missing(workload),
  measured(workload),
  saturationOf(workload, {
    // Beyond its request a container takes what the node has left: that is no more than full.
    cpu: clampMax(scale(select(pods.cpu.percent, { service: workload.name }), 0.01), 1),
    memory: scale(select(pods.memory.percent, { service: workload.name }), 0.01),
  }),
];

const of = (workload: Workload) => ({ namespace: workload.namespace, pod: { matches: podsOf(workload) } });

/** One value for each container, however many tell of it: while kube-state-metrics is replaced, two of its pods do. */
const byContainer = <L extends string>(aggregate: typeof max, series: Vector<L | "pod" | "container">) =>
  aggregate(series).by("pod", "container");

/** The pod as `instance`. In what exporters say that is their own address: renamed there, two of them would be one. */
const asInstance = (values: Vector<"pod" | "container">) => rename(values, "pod", "instance");

/** One value for each pod. */
const ofPod = ({ name }: Workload, aggregate: typeof max, values: Vector<"pod" | "container">) =>
  withLabel(aggregate(asInstance(values)).by("instance"), "service", name);

/** What a container may use: its own limit is what stops it, not that of the whole pod. 0 is none. */
const limit = (workload: Workload, resource: "cpu" | "memory") =>
  where(byContainer(max, select(containerLimits, { ...of(workload), resource })), ">", 0);

function cpu(workload: Workload): Signal {
  const used = byContainer(sum, rate(select(containers.cpu, of(workload)), window));
  const requested = byContainer(max, select(containerRequests, { ...of(workload), resource: "cpu" }));
  const most = or(limit(workload, "cpu"), where(requested, ">", 0));
  return { ...pods.cpu, series: [recordAs(pods.cpu.percent, ofPod(workload, max, scale(divide(used, most), 100)))] };
}

function memory(workload: Workload): Signal {
  // Not the sum: for a moment a container that is restarted has two series.
  const used = byContainer(max, select(containers.workingSet, of(workload)));
  const share = divide(used, limit(workload, "memory"));
  return {
    ...pods.memory,
    series: [
      recordAs(pods.memory.percent, ofPod(workload, max, scale(share, 100))),
      recordAs(pods.memory.used, ofPod(workload, sum, used)),
    ],
  };
}

function memoryLeft({ name }: Workload): Signal {
  const used = select(pods.memory.percent, { service: name });
  // A pod that is younger has only warmed up.
  const grows = lasting(growth, used, leak, ["instance"]);
  const counted = arithmetic(grows, "*", atLeast(used, leak.from.percent));
  const left = timeLeft(complement(scale(used, 0.01)), scale(counted, 0.01), leak.horizon);
  return { ...pods.memoryLeft, series: [recordAs(pods.memoryLeft.time, left)] };
}

function throttled(workload: Workload): Signal {
  const waited = byContainer(sum, rate(select(containers.throttledPeriods, of(workload)), window));
  const periods = byContainer(sum, rate(select(containers.periods, of(workload)), window));
  const ratio = ofPod(workload, max, divide(waited, where(periods, ">", 0)));
  // Nobody throttles where there is no limit.
  const never = scale(select(pods.cpu.percent, { service: workload.name }), 0);
  return { ...pods.throttled, series: [recordAs(pods.throttled.ratio, or(ratio, never))] };
}

/**
 * Not the sum: two that overlap have seen the same. What was seen by one before and by the next after is not added up.
 */
const restarted = (workload: Workload) =>
  byContainer(max, rounded(increase(select(containerRestarts, of(workload)), restartWindow)));

function oomKills(workload: Workload): Signal {
  const killed = byContainer(max, select(lastTerminated, { ...of(workload), reason: "OOMKilled" }));
  const kills = or(arithmetic(restarted(workload), "*", killed), scale(restarted(workload), 0));
  return { ...pods.oomKills, series: [recordAs(pods.oomKills.count, ofPod(workload, sum, kills))] };
}

const restarts = (workload: Workload): Signal => ({
  ...pods.restarts,
  series: [recordAs(pods.restarts.count, ofPod(workload, sum, restarted(workload)))],
});

/** What the Deployment should have, or has. */
const replicas = ({ namespace, deployment }: Workload, gauge: typeof replicasDesired) =>
  max(select(gauge, { namespace, deployment }));

function missing(workload: Workload): Signal {
  const desired = where(replicas(workload, replicasDesired), ">", 0);
  const ratio = clampMin(complement(divide(replicas(workload, replicasAvailable), desired)), 0);
  return { ...pods.missing, series: [recordAs(pods.missing.ratio, withLabel(ratio, "service", workload.name))] };
}

function measured(workload: Workload): Signal {
  const known = and(
    select(pods.memory.percent, { service: workload.name }),
    select(pods.cpu.percent, { service: workload.name }),
    ["instance"],
  );
  const running = byContainer(max, select(containerInfo, of(workload)));
  const unlimited = asInstance(unless(running, limit(workload, "memory"), ["pod", "container"]));
  const inFull = or(count(unless(known, unlimited, ["instance"])), constant(0));
  const available = replicas(workload, replicasAvailable);
  // More are measured than are ready while pods start and end.
  const share = clampMax(divide(inFull, where(available, ">", 0)), 1);
  const nothingToMeasure = plus(where(available, "==", 0), 1);
  const ratio = or(or(share, nothingToMeasure), constant(0));
  return { ...pods.measured, series: [recordAs(pods.measured.ratio, withLabel(ratio, "service", workload.name))] };
}
