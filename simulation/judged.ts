import type { Expr, Matcher, Selector } from "../promql/ast";
import { nodesOf, partsOf } from "../promql/parts";
import type { Deployed, DeployedAlert, DeployedRule } from "../deployed/deployed";
import type { SampledSeries } from "./samples";
import { isMatch } from "./world/reads";

/**
 * What is deployed, without the alert rules that an export says too little for: of what they read it has nothing at
 * all, or they take for a fault that something is not there, and it may only not have been exported. They would tell
 * what the file lacks, and bury what happened.
 */
export function judgedBy(series: readonly SampledSeries[], deployed: Deployed): Deployed {
  const rawReads = rawReadsOf(deployed.rules);
  const exported = new Map<string, SampledSeries[]>();
  for (const one of series) exported.set(one.name, [...(exported.get(one.name) ?? []), one]);
  const isTold = ({ metric, matchers }: Read) =>
    (exported.get(metric) ?? []).some(({ labels }) => matchers.every((matcher) => isMatch(matcher, labels)));
  const unjudged = deployed.alerts.filter((alert) => {
    const reads = rawReads(alert.expr);
    return !reads.some(isTold) || (takesAbsence(alert) && reads.some(({ metric }) => !exported.has(metric)));
  });
  return {
    rules: deployed.rules,
    alerts: deployed.alerts.filter((alert) => !unjudged.includes(alert)),
    notSimulated: [...deployed.notSimulated, ...unjudged.map(({ uid, title }) => ({ uid, title, why: notExported }))],
  };
}

/** Why a rule cannot be judged by an export. */
export const notExported = "the file lacks what they read";

/** Of a metric that exporters tell. */
interface Read {
  readonly metric: string;
  readonly matchers: readonly Matcher[];
}

function rawReadsOf(rules: readonly DeployedRule[]): (expr: Expr) => readonly Read[] {
  const recorded = new Map<string, Expr[]>();
  for (const { record, expr } of rules) recorded.set(record, [...(recorded.get(record) ?? []), expr]);
  const known = new Map<string, readonly Read[]>();
  const behind = ({ metric, matchers }: Read): readonly Read[] => {
    const key = JSON.stringify([metric, matchers]);
    const before = known.get(key);
    if (before) return before;
    // Whoever reads itself learns nothing by it.
    known.set(key, []);
    const sources = recorded.get(metric)?.filter((rule) => !isOfOthers(rule, matchers));
    const found = sources ? sources.flatMap(all) : [{ metric, matchers }];
    known.set(key, found);
    return found;
  };
  const all = (expr: Expr): readonly Read[] =>
    selectorsIn(expr).flatMap(({ metric, matchers }) => (metric === undefined ? [] : behind({ metric, matchers })));
  return all;
}

/** Those whose values it is made of: what stands behind `unless` can but silence it. */
const selectorsIn = (expr: Expr): readonly Selector[] => {
  if (expr.kind === "selector") return [expr];
  const parts = expr.kind === "binary" && expr.op === "unless" ? [expr.left] : partsOf(expr);
  return parts.flatMap(selectorsIn);
};

/** One metric is recorded by a rule for each service: whether a rule is of another than is asked for. */
function isOfOthers(rule: Expr, asked: readonly Matcher[]): boolean {
  const selectors = selectorsIn(rule);
  return asked.some((matcher) => {
    const values = selectors.map(
      ({ matchers }) => matchers.find(({ label, op }) => label === matcher.label && op === "=")?.value,
    );
    const [first] = values;
    if (first === undefined || values.some((value) => value !== first)) return false;
    return !isMatch(matcher, { [matcher.label]: first });
  });
}

const takesAbsence = ({ expr, noData }: DeployedAlert): boolean =>
  noData === "Alerting" ||
  nodesOf(expr).some((node) => node.kind === "call" && ["vector", "absent", "absent_over_time"].includes(node.func));
