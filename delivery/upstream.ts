import type { Failure } from "../findings/exit-codes";
import type { Finding } from "../findings/finding";

/**
 * Finding of a stack whose `upstream`, which is applied before it, was never applied. The order is that in which stacks
 * are listed.
 */
export function upstreamFinding(
  environment: string,
  stack: string,
  upstream: string,
): Omit<Finding, "severity"> & { readonly id: Failure } {
  return {
    id: "upstream-not-deployed",
    where: `${environment}/${stack}`,
    what: `nothing of the stack ${upstream} was deployed yet, and ${stack} stands on it.`,
    why: "its servers are not there to take what this one brings; nothing was changed.",
    fix: `deploy it first: npm run plan -- --environment ${environment} --stack ${upstream}, then npm run apply with the same`,
  };
}
