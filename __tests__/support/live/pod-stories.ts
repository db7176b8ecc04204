/** Stories of pods, told minute by minute: a sample every 30 s. */
import type { InputSeries } from "../../../alerts/stories/series";
import { counter } from "../../../alerts/stories/course";
import * as told from "../../../alerts/use/stories/pods";
import { mesPods } from "../../../system/mes";
import * as units from "../../../units/quantities";

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

export const podName = (suffix: string): string => told.podName(mesPods, suffix);

/** All that is said of one pod. */
export const pod = (
  name: string,
  { minutes, namespace = mesPods.namespace, measured = true }: PodStory,
  ...stories: readonly ContainerStory[]
): InputSeries[] =>
  told.podSeries(
    { namespace, pod: name },
    { for: units.minutes(minutes), measured },
    stories.map((story) => containerOf(story, minutes)),
  );

/** What cAdvisor says of a container: its counters begin at 0 with each start. */
export const running = (
  of: Readonly<Record<"namespace" | "pod" | "container", string>>,
  minutes: number,
  story: ContainerStory,
): InputSeries[] => told.running(of, { for: units.minutes(minutes) }, containerOf(story, minutes));

function containerOf(story: ContainerStory, minutes: number): told.Container {
  const { cpu = 0.5, cpuLimit = 1, memoryLimit = 4, cpuRequest, throttled = 0, memory, ...others } = story;
  const counting = (perSecond: number) => counter([{ for: units.minutes(minutes), perSecond }]);
  return {
    ...others,
    limits: {
      ...(cpuLimit !== "none" && { cpu: cpuLimit }),
      ...(memoryLimit !== "none" && { memory: memoryLimit * gibibyte }),
    },
    ...(cpuRequest !== undefined && { requests: { cpu: cpuRequest } }),
    cpu: counting(cpu),
    throttled: counting(throttled * told.periods),
    memory: inBytes(memory),
  };
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

/** Sample by sample: of what stays as it is, `nothing` and `ended`. */
const samplesOf = (values: string): string[] =>
  values.split(" ").flatMap((part) => {
    const [value = "", times = "0"] = part.split("x");
    // A value is there once and then repeated; `_` counts what is missing.
    return Array.from({ length: Number(times) + (value === "_" ? 0 : 1) }, () => value.replace("+0", ""));
  });

/** What is said of the Deployment. */
export const deployment = (desired: string, available: string): InputSeries[] =>
  told.deploymentSeries(mesPods, desired, available);
