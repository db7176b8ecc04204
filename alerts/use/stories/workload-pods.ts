import type { Workload } from "../../../model/workload";
import type { Duration } from "../../../units/quantities";
import { hours } from "../../../units/quantities";
import { another } from "../../stories/another";
import { gauge } from "../../stories/course";
import type { InputSeries } from "../../stories/series";
import type { Container, Owner } from "./pods";
import { podName, podSeries } from "./pods";

/** How long the series of pods last. */
export const all = hours(6);

export const anotherOf = ({ namespace, deployment }: Workload): Owner => ({
  namespace,
  deployment: another(deployment),
});

export const suffixes = ["x7x2p", "bq4k9", "z2n8w"] as const;

export type Facts = Partial<Container>;

export const limitsOf = ({ limits }: Workload) => ({ cpu: limits.cpu.cores, memory: limits.memory.bytes });

/** Series of pods of one container each, with the limits of the workload. */
export const podsOf = (
  workload: Workload,
  facts: readonly Facts[],
  owner: Owner = workload,
  every?: Duration,
): InputSeries[] =>
  facts.flatMap((own, at) => {
    const limits = limitsOf(workload);
    const idle: Container = { limits, memory: gauge([{ for: all, at: limits.memory / 4 }], every) };
    const pod = podName(owner, suffixes[at] ?? suffixes[0]);
    const telling = { for: all, ...(every && { every }) };
    return podSeries({ namespace: owner.namespace, pod }, telling, [{ ...idle, ...own }]);
  });

/** Series of one pod of which something is said, beside one that idles, and another workload's. */
export const beside = (workload: Workload, own: Facts, others: Facts = {}, every?: Duration): InputSeries[] => [
  ...podsOf(workload, [{}, own], workload, every),
  ...podsOf(workload, [others], anotherOf(workload), every),
];

export const labelsOf = ({ name }: Workload) => ({ service: name });
