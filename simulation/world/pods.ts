import type { Workload } from "../../model/workload";
import { asRatio, minutes } from "../../units/quantities";
import { copies } from "./assumptions";
import { faultsOf, moved, presenceAt } from "./happening";
import { randomOf } from "./random";
import { rhythmAt } from "./rhythm";
import type { Course } from "./timeline";
import { course } from "./timeline";
import type { World } from "./world";

/** One pod of a workload, from its first moment to its last. */
export interface Pod {
  readonly name: string;
  /** Whether the pod is there at a moment. */
  readonly exists: (moment: number) => boolean;
  /** CPU that the pod would use if it could, as a share of its limit. */
  readonly wanted: Course;
  /** Working set of the pod, as a share of its limit. */
  readonly memory: Course;
  /** How often its container was killed for memory so far; `crashes`: how often it crashed. */
  readonly kills: Course;
  readonly crashes: Course;
}

const usual = { cpu: 0.28, memory: 0.46, young: 0.3 } as const;

/** A pod that was started takes so long to fill its caches. */
const warmUp = minutes(20).milliseconds;

/** Milliseconds from one pod to the next when a deploy replaces them one after the other. */
export const replacedEvery = minutes(1).milliseconds;

/** The pods of a workload; those that a deploy brings have names of their own. */
export function podsIn(workload: Workload, world: World): Pod[] {
  const deploys = faultsOf(world.scenario, "deploy", workload.name).map(
    ({ from }) => world.timeline.begins + from.milliseconds,
  );
  return Array.from({ length: copies.pods }, (_, at) => {
    const starts = [-Infinity, ...deploys.map((moment) => moment + at * replacedEvery)];
    return starts.map((start, generation) =>
      podOf(workload, world, { at, generation, start, end: starts[generation + 1] ?? Infinity }),
    );
  }).flat();
}

interface Place {
  readonly at: number;
  readonly generation: number;
  readonly start: number;
  readonly end: number;
}

function podOf(workload: Workload, world: World, { at, generation, start, end }: Place): Pod {
  const name = podName(workload, at, generation);
  const { scenario, seed, timeline } = world;
  const random = randomOf(seed, "pod", name);
  const hit = ({ pods = copies.pods }: { readonly pods?: number }) => at < pods;
  const cpuFaults = faultsOf(scenario, "pod-cpu", workload.name).filter(hit);
  const wanted = course(timeline, (_, moment) => {
    const busy = usual.cpu * (0.4 + 0.6 * rhythmAt("shifts", moment)) * (1 + 0.06 * random.normal());
    return cpuFaults.reduce(
      (level, fault) => moved(level, asRatio(fault.to), presenceAt(fault, world, moment)),
      Math.max(0.02, busy),
    );
  });
  const { memory, kills } = memoryOf(workload, world, { at, start, hit });
  const crashFaults = faultsOf(scenario, "pod-crashes", workload.name).filter(hit);
  const crashes = course(timeline, (_, moment) =>
    crashFaults.reduce((sum, fault) => sum + crashesUntil(fault, moment - timeline.begins, at), 0),
  );
  return { name, exists: (moment) => moment >= start && moment < end, wanted, memory, kills, crashes };
}

/** One pod after the other, so that not all of them are away at once. */
function crashesUntil(
  { from, until, every }: ReturnType<typeof faultsOf<"pod-crashes">>[number],
  sinceBegin: number,
  at: number,
): number {
  const lasted = Math.min(sinceBegin, until?.milliseconds ?? Infinity) - from.milliseconds;
  return Math.max(0, Math.floor(lasted / every.milliseconds + 1 - at / copies.pods));
}

/** Memory that a container would need beyond its limit it does not get: it is killed, and begins anew. */
function memoryOf(
  workload: Workload,
  world: World,
  pod: { readonly at: number; readonly start: number; readonly hit: (fault: { readonly pods?: number }) => boolean },
) {
  const { scenario, seed, timeline } = world;
  const faults = faultsOf(scenario, "pod-memory", workload.name).filter(pod.hit);
  const random = randomOf(seed, "memory", workload.name, `${pod.at}`, `${pod.start}`);
  const kills = new Float64Array(timeline.at.length);
  let killed = 0;
  const memory = course(timeline, (index, moment) => {
    const age = 1 - Math.exp(-(moment - pod.start) / warmUp);
    const filled = usual.young + (usual.memory - usual.young) * age;
    const needed = faults.reduce((level, fault) => {
      // They do not grow alike, or all would be killed in one moment.
      const worst = asRatio(fault.to) * (1 - 0.02 * pod.at);
      return Math.max(level, moved(filled, worst, presenceAt(fault, world, moment)));
    }, filled);
    const room = 1 - usual.young;
    const laps = Math.floor((needed - usual.young) / room);
    killed = Math.max(killed, laps);
    kills[index] = killed;
    return Math.min(0.999, usual.young + (needed - usual.young - laps * room) + 0.006 * random.normal());
  });
  return { memory, kills };
}

/** As Kubernetes names them: five letters without vowels, a replica set's hash before. */
const podName = ({ deployment }: Workload, at: number, generation: number): string =>
  `${deployment}-${["6d4cf56db6", "7c8bf9d5d4", "5f6d7b8c9d", "84d9c6b7f5"][generation % 4] ?? ""}-${["x2k4z", "m7vqp", "t9wlc", "h5znd"][at % 4] ?? ""}`;

/** Whether a pod is away at a moment: it was killed or crashed just before, and starts again. */
export const isAway = (pod: Pod, index: number): boolean => {
  const before = (courseOf: Course) => courseOf[Math.max(0, index - 1)] ?? 0;
  return (pod.kills[index] ?? 0) > before(pod.kills) || (pod.crashes[index] ?? 0) > before(pod.crashes);
};
