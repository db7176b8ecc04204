import type { Expr } from "../promql/ast";
import { metricsIn } from "../promql/parts";
import type { DeployedRule } from "../deployed/deployed";
import { readsOf } from "./world/reads";
import type { Reads } from "./world/reads";

/** Recording rules that queries read, directly or through others, and all that is read. */
export interface Needed {
  /** The rules by level: those of one read what the levels before it record. */
  readonly levels: readonly (readonly DeployedRule[])[];
  readonly reads: Reads;
}

/**
 * Recording rules that queries need, by level.
 * @throws if rules depend on one another in a circle: Prometheus would evaluate them with values of the time before
 */
export function neededBy(asked: readonly Expr[], rules: readonly DeployedRule[]): Needed {
  const recorded = new Map<string, DeployedRule[]>();
  for (const rule of rules) recorded.set(rule.record, [...(recorded.get(rule.record) ?? []), rule]);
  const depths = new Map<string, number>();
  const depthOf = (metric: string, above: readonly string[]): number => {
    const known = depths.get(metric);
    if (known !== undefined) return known;
    const those = recorded.get(metric);
    if (!those) return -1;
    if (above.includes(metric)) throw new Error(`Rules depend on one another: ${[...above, metric].join(" ← ")}`);
    const below = those.flatMap(({ expr }) => [...metricsIn(expr)]).map((read) => depthOf(read, [...above, metric]));
    const depth = 1 + Math.max(-1, ...below);
    depths.set(metric, depth);
    return depth;
  };
  for (const expr of asked) for (const metric of metricsIn(expr)) depthOf(metric, []);
  const levels: DeployedRule[][] = [];
  for (const rule of rules) {
    const depth = depths.get(rule.record);
    if (depth !== undefined) (levels[depth] ??= []).push(rule);
  }
  const exprs = new Map([...recorded].map(([metric, those]) => [metric, those.map(({ expr }) => expr)]));
  return { levels, reads: readsOf({ asked, recorded: exprs }) };
}
