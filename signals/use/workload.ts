import type { Workload } from "../../model/workload";
import { podsOf } from "../../model/workload";
import type { Grouped, Vector } from "../../promql/build";
import {
  and,
  arithmetic,
  atLeast,
  before,
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
  slope,
  smallerOf,
  sum,
  unless,
  where,
  withLabel,
} from "../../promql/build";
import { days, inSeconds, milliseconds, minutes, percent } from "../../units/quantities";
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
import { pods } from "./pods";

/** Ten scrapes. */
const window = minutes(5);
/** In which restarts are counted: a crash loop restarts at least every five minutes. */
export const restartWindow = minutes(30);

/** What a leak is told from a batch by. */
export const leak = {
  /** It grows now… */
  now: minutes(20),
  /** …and did so all the time before, in a stretch that does not overlap: the step of a batch is in one of the two only. */
  since: minutes(90),
  /** Below this nothing is foretold: memory that is being warmed up grows as well. */
  from: percent(50),
  /** Farther away nothing can be foretold either. */
  horizon: days(1),
} as const;

/** Utilisation, saturation and errors of the pods of one Deployment. A rule stands below those whose series it reads. */
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

/** With the pod as `instance`, which in these exporters is their own address. */
const byContainer = <L extends string>(aggregate: typeof sum, series: Vector<L | "pod" | "container">) =>
  aggregate(rename(series, "pod", "instance")).by("instance", "container");

/** One value for each pod. */
const ofPod = ({ name }: Workload, values: Grouped<"instance" | "container">) =>
  withLabel(values.by("instance"), "service", name);

/** What a container may use: its own limit is what stops it, not that of the whole pod. 0 is none. */
const limit = (workload: Workload, resource: "cpu" | "memory") =>
  where(byContainer(max, select(containerLimits, { ...of(workload), resource })), ">", 0);

function cpu(workload: Workload): Signal {
  const used = byContainer(sum, rate(select(containers.cpu, of(workload)), window));
  const requested = byContainer(max, select(containerRequests, { ...of(workload), resource: "cpu" }));
  const most = or(limit(workload, "cpu"), where(requested, ">", 0));
  return { ...pods.cpu, series: [recordAs(pods.cpu.percent, ofPod(workload, max(scale(divide(used, most), 100))))] };
}

function memory(workload: Workload): Signal {
  // Not the sum: for a moment a container that is restarted has two series.
  const used = byContainer(max, select(containers.workingSet, of(workload)));
  const share = divide(used, limit(workload, "memory"));
  return {
    ...pods.memory,
    series: [
      recordAs(pods.memory.percent, ofPod(workload, max(scale(share, 100)))),
      recordAs(pods.memory.used, ofPod(workload, sum(used))),
    ],
  };
}

function memoryLeft({ name }: Workload): Signal {
  const used = select(pods.memory.percent, { service: name });
  const earlier = milliseconds(leak.since.milliseconds - leak.now.milliseconds);
  const growth = smallerOf(slope(used, leak.now), slope(before(used, leak.now), earlier));
  // A pod that is younger has only warmed up.
  const lasting = and(growth, before(used, leak.since), ["instance"]);
  const counted = arithmetic(lasting, "*", atLeast(used, leak.from.percent));
  const left = divide(complement(scale(used, 0.01)), clampMin(scale(counted, 0.01), 1e-9));
  return { ...pods.memoryLeft, series: [recordAs(pods.memoryLeft.time, clampMax(left, inSeconds(leak.horizon)))] };
}

function throttled(workload: Workload): Signal {
  const waited = byContainer(sum, rate(select(containers.throttledPeriods, of(workload)), window));
  const periods = byContainer(sum, rate(select(containers.periods, of(workload)), window));
  const ratio = ofPod(workload, max(divide(waited, where(periods, ">", 0))));
  // Nobody throttles where there is no limit.
  const never = scale(select(pods.cpu.percent, { service: workload.name }), 0);
  return { ...pods.throttled, series: [recordAs(pods.throttled.ratio, or(ratio, never))] };
}

const restarted = (workload: Workload) =>
  byContainer(sum, rounded(increase(select(containerRestarts, of(workload)), restartWindow)));

function oomKills(workload: Workload): Signal {
  const killed = byContainer(max, select(lastTerminated, { ...of(workload), reason: "OOMKilled" }));
  const kills = or(arithmetic(restarted(workload), "*", killed), scale(restarted(workload), 0));
  return { ...pods.oomKills, series: [recordAs(pods.oomKills.count, ofPod(workload, sum(kills)))] };
}

const restarts = (workload: Workload): Signal => ({
  ...pods.restarts,
  series: [recordAs(pods.restarts.count, ofPod(workload, sum(restarted(workload))))],
});

const deploymentOf = ({ namespace, deployment }: Workload) => ({ namespace, deployment });

function missing(workload: Workload): Signal {
  const available = sum(select(replicasAvailable, deploymentOf(workload)));
  const desired = where(sum(select(replicasDesired, deploymentOf(workload))), ">", 0);
  const ratio = clampMin(complement(divide(available, desired)), 0);
  return { ...pods.missing, series: [recordAs(pods.missing.ratio, withLabel(ratio, "service", workload.name))] };
}

function measured(workload: Workload): Signal {
  const known = and(
    select(pods.memory.percent, { service: workload.name }),
    select(pods.cpu.percent, { service: workload.name }),
    ["instance"],
  );
  const running = byContainer(max, select(containerInfo, of(workload)));
  const unlimited = unless(running, limit(workload, "memory"), ["instance", "container"]);
  const inFull = or(count(unless(known, unlimited, ["instance"])), constant(0));
  const available = sum(select(replicasAvailable, deploymentOf(workload)));
  // More are measured than are ready while pods start and end.
  const share = clampMax(divide(inFull, where(available, ">", 0)), 1);
  const nothingToMeasure = plus(where(available, "==", 0), 1);
  const ratio = or(or(share, nothingToMeasure), constant(0));
  return { ...pods.measured, series: [recordAs(pods.measured.ratio, withLabel(ratio, "service", workload.name))] };
}
