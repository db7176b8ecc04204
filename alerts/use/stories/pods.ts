/** What cAdvisor and kube-state-metrics say of pods, shaped by their contracts. */
import { scrapeInterval } from "../../../environments/scrape";
import type { Workload } from "../../../model/workload";
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
import type { Duration } from "../../../units/quantities";
import { counter, gauge } from "../../stories/course";
import type { InputSeries } from "../../stories/series";
import { shaped } from "../../stories/series";

export interface Container {
  /** Name of the container. @default api */
  readonly name?: string;
  /** Id of the running container; each start makes a new one. */
  readonly id?: string;
  /** Limits of CPU, in cores, and of memory, in bytes; what is missing has none. */
  readonly limits: { readonly cpu?: number; readonly memory?: number };
  /** Requested CPU, in cores. */
  readonly requests?: { readonly cpu: number };
  /** CPU seconds used, in promtool's notation. @default a tenth of a core */
  readonly cpu?: string;
  /** CFS periods in which it waited, of ten a second, in promtool's notation. @default never */
  readonly throttled?: string;
  /** Working set in bytes, in promtool's notation. */
  readonly memory: string;
  /** How often it was started again, in promtool's notation. @default never */
  readonly restarts?: string;
  /** Reason for which it ended last, and in promtool's notation from when on. @default it never ended */
  readonly ended?: Readonly<Record<string, string>>;
}

/** Namespace and Deployment of pods. */
export type Owner = Pick<Workload, "namespace" | "deployment">;

/** Name of a pod as Kubernetes makes them. @param suffix five characters, of those that Kubernetes draws */
export const podName = ({ deployment }: Pick<Owner, "deployment">, suffix: string): string =>
  `${deployment}-6d4cf56db6-${suffix}`;

export interface Telling {
  /** How long the series last. */
  readonly for: Duration;
  /** Time between two samples. @default a scrape */
  readonly every?: Duration;
  /** Whether cAdvisor tells of the pod. @default true */
  readonly measured?: boolean;
}

/** All series of one pod. */
export const podSeries = (
  pod: { readonly namespace: string; readonly pod: string },
  telling: Telling,
  all: readonly Container[],
): InputSeries[] =>
  all.flatMap((container) => {
    const of = { ...pod, container: container.name ?? "api" };
    const always = (value: number) => gauge([{ for: telling.for, at: value }], telling.every);
    const stated = (metric: typeof containerLimits, resource: string, value: number | undefined) =>
      value === undefined ? [] : [shaped(metric, { ...of, resource }, always(value))];
    return [
      ...(telling.measured === false ? [] : running(of, telling, container)),
      shaped(containerInfo, of, always(1)),
      ...stated(containerLimits, "cpu", container.limits.cpu),
      ...stated(containerLimits, "memory", container.limits.memory),
      ...stated(containerRequests, "cpu", container.requests?.cpu),
      shaped(containerRestarts, of, container.restarts ?? always(0)),
      ...Object.entries(container.ended ?? {}).map(([reason, values]) =>
        shaped(lastTerminated, { ...of, reason }, values),
      ),
    ];
  });

/** Series of cAdvisor on a container: its counters begin at 0 with each start. */
export function running(
  of: Readonly<Record<"namespace" | "pod" | "container", string>>,
  { for: lasts, every = scrapeInterval }: Telling,
  { id = "1", limits, cpu, throttled, memory }: Omit<Container, "name">,
): InputSeries[] {
  const labels = { ...of, id: `/kubepods/${id}` };
  const always = (perSecond: number) => counter([{ for: lasts, perSecond }], every);
  return [
    shaped(containers.cpu, { ...labels, cpu: "total" }, cpu ?? always(0.1)),
    shaped(containers.workingSet, labels, memory),
    ...(limits.cpu === undefined
      ? []
      : [
          shaped(containers.periods, labels, always(periods)),
          shaped(containers.throttledPeriods, labels, throttled ?? always(0)),
        ]),
  ];
}

/** CFS periods per second. */
export const periods = 10;

/** Series of a Deployment: its desired and available replicas. */
export const deploymentSeries = (
  { namespace, deployment }: Owner,
  desired: string,
  available: string,
): InputSeries[] => [
  shaped(replicasDesired, { namespace, deployment }, desired),
  shaped(replicasAvailable, { namespace, deployment }, available),
];
