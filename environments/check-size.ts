import type { Finding } from "../findings/finding";
import { error } from "../findings/finding";
import type { Bytes } from "../units/quantities";
import type { Size } from "./environment";

export const checkSize = ({ replicas, ...share }: Size): Finding[] => [
  ...(Number.isInteger(replicas) && replicas >= 1 ? [] : [outOfRange("replicas", `${replicas} is no number of pods.`)]),
  ...checkShare(share),
];

/** Of pods that run on each node, however many these are. */
export const checkShare = ({ cpu, memory }: Pick<Size, "cpu" | "memory">): Finding[] => [
  ...(cpu.cores > 0 ? [] : [outOfRange("cpu", `${cpu.cores} cores are nothing to run on.`)]),
  ...(memory.bytes >= 2 ** 20 ? [] : [outOfRange("memory", `${memory.bytes} bytes are nothing to run in.`)]),
];

export const checkStorage = (where: string, { bytes }: Bytes): Finding[] =>
  bytes >= 2 ** 20 ? [] : [outOfRange(where, `${bytes} bytes are nothing to write to.`)];

const outOfRange = (where: string, what: string): Finding =>
  error({
    id: "size-out-of-range",
    where,
    what,
    why: "Kubernetes refuses it, or starts nothing.",
    fix: "replicas: 1, cpu: cores(0.1), memory: mebibytes(256) is a small start.",
  });
