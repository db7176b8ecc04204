import type { Finding } from "../findings/finding";
import { errorUnless } from "../findings/finding";
import type { Bytes } from "../units/quantities";
import type { Size } from "./size";

export const checkSize = ({ replicas, ...share }: Size): Finding[] => [
  ...outUnless(Number.isInteger(replicas) && replicas >= 1, "replicas: 1", `${replicas} is no number of pods.`),
  ...checkShare(share),
];

/** Findings of the CPU and memory of one pod, also of pods that run on each node, however many these are. */
export const checkShare = ({ cpu, memory }: Pick<Size, "cpu" | "memory">): Finding[] => [
  ...outUnless(cpu.cores > 0, "cpu: cores(0.1)", `${cpu.cores} cores are nothing to run on.`),
  ...outUnless(memory.bytes >= 2 ** 20, "memory: mebibytes(256)", `${memory.bytes} bytes are nothing to run in.`),
];

/**
 * Findings of a volume, or of a part of one, that has less than 1 MiB: nothing to write to.
 * @param fix the line to write instead, which begins with the name of the setting
 */
export const checkStorage = ({ bytes }: Bytes, fix: `${string}: ${string}`): Finding[] =>
  outUnless(bytes >= 2 ** 20, fix, `${bytes} bytes are nothing to write to.`);

const outUnless = (isFine: boolean, fix: `${string}: ${string}`, what: string): Finding[] =>
  errorUnless(isFine, {
    id: "size-out-of-range",
    where: fix.slice(0, fix.indexOf(":")),
    what,
    why: "Kubernetes refuses it, or starts nothing.",
    fix,
  });
