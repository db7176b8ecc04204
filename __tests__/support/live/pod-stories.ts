/** What cAdvisor and kube-state-metrics say of pods, shaped by their contracts, one sample every 30 s. */
import { containers } from "../../../signals/contracts/cadvisor";
import {
  containerInfo,
  containerLimits,
  containerRequests,
  containerRestarts,
  lastTerminated,
  replicasAvailable,
  replicasDesired,
} from "../../../signals/contracts/kube-state-metrics";
import type { InputSeries } from "../../../alerts/stories/series";
import { shaped } from "../../../alerts/stories/series";

/** One value for so many minutes, in promtool's notation. */
export const level = (minutes: number, value: number): string => `${value}x${2 * minutes - 1}`;

/** From one value towards another, which it would reach with the next sample. */
export const ramp = (minutes: number, from: number, to: number): string => {
  const step = (to - from) / (2 * minutes);
  return `${from}${step < 0 ? "-" : "+"}${Math.abs(step)}x${2 * minutes - 1}`;
};

/** No samples for so many minutes: it has not begun. */
export const nothing = (minutes: number): string => `_x${2 * minutes}`;
/** It is over, as Prometheus notes. */
export const ended = (minutes: number): string => `stale _x${2 * minutes - 1}`;

const gibibyte = 2 ** 30;

export interface ContainerStory {
  /** @default api */
  readonly name?: string;
  /** Cores that it uses all the time. @default 0.5 */
  readonly cpu?: number;
  /** @default 1 core */
  readonly cpuLimit?: number | "none";
  readonly cpuRequest?: number;
  /** Share of the periods in which it waited. @default 0 */
  readonly throttled?: number;
  /** Working set in GiB, sample by sample. */
  readonly memory: string;
  /** In GiB. @default 4 */
  readonly memoryLimit?: number | "none";
  /** How often it was started again, sample by sample. @default 0 all the time */
  readonly restarts?: string;
  /** For which reason it ended last, and from when on, sample by sample. @default it never ended */
  readonly ended?: Readonly<Record<string, string>>;
  /** Of the running container; each start makes a new one. */
  readonly id?: string;
}

interface PodStory {
  readonly minutes: number;
  readonly namespace?: string;
  /** Whether cAdvisor tells of it. @default true */
  readonly measured?: boolean;
}

export const podName = (suffix: string): string => `mes-api-6d4cf56db6-${suffix}`;

/** All that is said of one pod. */
export function pod(
  name: string,
  { minutes, namespace = "mes", measured = true }: PodStory,
  ...stories: readonly ContainerStory[]
): InputSeries[] {
  return stories.flatMap((story) => {
    const of = { namespace, pod: name, container: story.name ?? "api" };
    const always = (value: number) => level(minutes, value);
    const { cpuLimit = 1, memoryLimit = 4, cpuRequest } = story;
    return [
      ...(measured ? running(of, minutes, story) : []),
      shaped(containerInfo, of, always(1)),
      ...(cpuLimit === "none" ? [] : [shaped(containerLimits, { ...of, resource: "cpu" }, always(cpuLimit))]),
      ...(cpuRequest === undefined ? [] : [shaped(containerRequests, { ...of, resource: "cpu" }, always(cpuRequest))]),
      ...(memoryLimit === "none"
        ? []
        : [shaped(containerLimits, { ...of, resource: "memory" }, always(memoryLimit * gibibyte))]),
      shaped(containerRestarts, of, story.restarts ?? always(0)),
      ...Object.entries(story.ended ?? {}).map(([reason, values]) => shaped(lastTerminated, { ...of, reason }, values)),
    ];
  });
}

/** What cAdvisor says of a container: its counters begin at 0 with each start. */
export function running(
  of: Readonly<Record<"namespace" | "pod" | "container", string>>,
  minutes: number,
  { cpu = 0.5, cpuLimit = 1, throttled = 0, memory, id = "1" }: ContainerStory,
): InputSeries[] {
  const counting = (perSecond: number) => ramp(minutes, 0, perSecond * 60 * minutes);
  const labels = { ...of, id: `/kubepods/${id}` };
  return [
    shaped(containers.cpu, { ...labels, cpu: "total" }, counting(cpu)),
    shaped(containers.workingSet, labels, inBytes(memory)),
    // Ten periods a second.
    ...(cpuLimit === "none"
      ? []
      : [
          shaped(containers.periods, labels, counting(10)),
          shaped(containers.throttledPeriods, labels, counting(10 * throttled)),
        ]),
  ];
}

/** The numbers of a notation but for the repetitions, from GiB. */
const inBytes = (values: string): string =>
  values.replace(
    /(^|[ +-])(\d+(?:\.\d+)?(?:e-?\d+)?)/g,
    (_, before: string, number: string) => before + String(Number(number) * gibibyte),
  );

/** One pod of kube-state-metrics and the minutes in which it is scraped. */
interface Teller {
  readonly instance: string;
  readonly from: number;
  readonly until: number;
}

/** The same, with what kube-state-metrics says told by several of its pods, of which each knows it all. */
export const toldBy = (series: readonly InputSeries[], ...tellers: readonly Teller[]): InputSeries[] =>
  series.flatMap((one) =>
    one.series.startsWith("kube_")
      ? tellers.map(({ instance, from, until }) => ({
          series: one.series.replace(/instance="[^"]*"/, `instance="${instance}"`),
          values: [
            ...(from > 0 ? [nothing(from)] : []),
            ...samplesOf(one.values).slice(2 * from, 2 * until),
            ended(1),
          ].join(" "),
        }))
      : [one],
  );

/** Sample by sample: of `level`, `nothing` and `ended`. */
const samplesOf = (values: string): string[] =>
  values.split(" ").flatMap((part) => {
    const [value = "", times = "0"] = part.split("x");
    // A value is there once and then repeated; `_` counts what is missing.
    return Array.from({ length: Number(times) + (value === "_" ? 0 : 1) }, () => value);
  });

/** What is said of the Deployment. */
export const deployment = (desired: string, available: string): InputSeries[] => {
  const of = { namespace: "mes", deployment: "mes-api" };
  return [shaped(replicasDesired, of, desired), shaped(replicasAvailable, of, available)];
};
