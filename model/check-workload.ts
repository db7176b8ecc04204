import type { Finding } from "../findings/finding";
import { error, errorUnless, within } from "../findings/finding";
import { checkPlainName } from "./plain-name";
import type { Workload } from "./workload";
import { statedLimits } from "./workload";

/** Less is a slip of the unit: nothing starts in a mebibyte. */
const leastMemory = 2 ** 20;

/** Findings of a workload's names and limits, also of limits that come past the types. */
export function checkWorkload(workload: Workload): Finding[] {
  const { cpu, memory } = statedLimits(workload);
  return [
    ...checkPlainName("namespace", workload.namespace),
    ...checkPlainName("deployment", workload.deployment),
    ...within("limits", [
      ...(cpu ? checkLimit("cpu", cpu.cores, cpu.cores > 0, `${cpu.cores} cores are nothing to run on.`) : []),
      ...(memory
        ? checkLimit(
            "memory",
            memory.bytes,
            memory.bytes >= leastMemory,
            `${memory.bytes} bytes are nothing to run in.`,
          )
        : [withoutMemoryLimit]),
    ]),
  ];
}

const checkLimit = (where: string, limit: number, isEnough: boolean, what: string): Finding[] =>
  errorUnless(isEnough && Number.isFinite(limit), {
    id: "limit-out-of-range",
    where,
    what,
    why: "Kubernetes takes 0 for no limit and refuses less; panels would draw a line that no pod has.",
    fix: "limits: { cpu: cores(2), memory: gibibytes(4) }, as the manifest has them.",
  });

const withoutMemoryLimit = error({
  id: "workload-without-memory-limit",
  where: "memory",
  what: "its pods have no memory limit.",
  why: "of what their memory is a share, nothing says; and where one of them leaks, the kernel kills its neighbours.",
  fix: "set a limit on each container in the manifest, and state their sum: memory: gibibytes(4)",
});
