import type { Workload } from "../../model/workload";
import { containers } from "../../signals/contracts/cadvisor";
import {
  containerInfo,
  containerLimits,
  containerRequests,
  containerRestarts,
  lastTerminated,
  replicasAvailable,
  replicasDesired,
} from "../../signals/contracts/kube-state-metrics";
import type { Target } from "../../scenarios/targets";
import { copies } from "./assumptions";
import type { Pod } from "./pods";
import { isAway, podsIn } from "./pods";
import type { Course } from "./timeline";
import { always, counted, course } from "./timeline";
import type { ExposedSeries, World } from "./world";
import { exposed } from "./world";

/** CFS accounts for CPU ten times a second. */
const periodsPerSecond = 10;

/** Series of cAdvisor and kube-state-metrics on the pods of a workload. */
export function workloadTold(workload: Workload, world: World): ExposedSeries[] {
  const pods = podsIn(workload, world);
  const { targets, timeline } = world;
  const state = targets.find(({ job }) => job === "kube-state-metrics");
  const kubelets = targets.filter(({ job }) => job === "kubelet");
  if (!state || kubelets.length === 0) return [];
  const { namespace, deployment } = workload;
  const available = () =>
    course(timeline, (index, moment) => pods.filter((pod) => pod.exists(moment) && !isAway(pod, index)).length);
  return [
    exposed(replicasDesired, state, { namespace, deployment }, () => always(timeline, copies.pods)),
    exposed(replicasAvailable, state, { namespace, deployment }, available),
    ...pods.flatMap((pod, at) => [
      ...runningOf(pod, workload, kubelets[at % kubelets.length] ?? state, world),
      ...stateOf(pod, workload, state, world),
    ]),
  ];
}

/** Of a container; a restart makes a new one, whose counters begin at 0. */
function runningOf(pod: Pod, workload: Workload, kubelet: Target, world: World): ExposedSeries[] {
  const { namespace, limits } = workload;
  const labels = {
    namespace,
    pod: pod.name,
    container: "api",
    id: `/kubepods/${pod.name}`,
    name: pod.name,
    image: `${workload.name}:1`,
  };
  const here = (of: Course) => () => during(pod, of, world);
  const { timeline } = world;
  const used = (index: number) => Math.min(1, pod.wanted[index] ?? 0) * limits.cpu.cores;
  const waiting = (index: number) => Math.max(0.01, 1 - 0.97 / Math.max(0.97, pod.wanted[index] ?? 0));
  const counting = (perSecond: (index: number) => number) =>
    here(
      sinceStart(
        pod,
        counted(timeline, (index, seconds) => seconds * perSecond(index)),
      ),
    );
  return [
    exposed(containers.cpu, kubelet, { ...labels, cpu: "total" }, counting(used)),
    exposed(
      containers.periods,
      kubelet,
      labels,
      counting(() => periodsPerSecond),
    ),
    exposed(
      containers.throttledPeriods,
      kubelet,
      labels,
      counting((index) => periodsPerSecond * waiting(index)),
    ),
    exposed(containers.workingSet, kubelet, labels, here(pod.memory.map((share) => share * limits.memory.bytes))),
  ];
}

function stateOf(pod: Pod, { namespace, limits }: Workload, state: Target, world: World): ExposedSeries[] {
  const { timeline } = world;
  const labels = { namespace, pod: pod.name, container: "api", uid: pod.name };
  const here = (of: Course) => () => during(pod, of, world);
  const limit = (resource: string, unit: string, value: number) =>
    [containerLimits, containerRequests].map((metric) =>
      exposed(metric, state, { ...labels, node: "node-0", resource, unit }, here(always(timeline, value))),
    );
  const restarts = pod.kills.map((kills, index) => kills + (pod.crashes[index] ?? 0));
  // Of the last end only, and of none before the first.
  const ended = (reason: string, by: Course, other: Course) =>
    by.some((count) => count > 0)
      ? [
          exposed(
            lastTerminated,
            state,
            { ...labels, reason },
            here(by.map((count, index) => (count > 0 && count >= (other[index] ?? 0) ? 1 : NaN))),
          ),
        ]
      : [];
  return [
    exposed(
      containerInfo,
      state,
      { ...labels, image: "api:1", image_id: "1", image_spec: "api:1", container_id: "1" },
      here(always(timeline, 1)),
    ),
    ...limit("cpu", "core", limits.cpu.cores),
    ...limit("memory", "byte", limits.memory.bytes),
    exposed(containerRestarts, state, labels, here(restarts)),
    ...ended("OOMKilled", pod.kills, pod.crashes),
    ...ended("Error", pod.crashes, pod.kills),
  ];
}

/** Nothing is told of a pod before it begins and after it ends. */
const during = (pod: Pod, of: Course, { timeline }: World): Course =>
  course(timeline, (index, moment) => (pod.exists(moment) ? (of[index] ?? NaN) : NaN));

/** What a container that began anew has not counted. */
function sinceStart(pod: Pod, total: Course): Course {
  let before = 0;
  return total.map((value, index) => {
    if (isAway(pod, index)) before = value;
    return value - before;
  });
}
