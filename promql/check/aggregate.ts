import type { Aggregate } from "../ast";
import { aggregations, kindName } from "../functions";
import type { Labels } from "./labels";
import { add, drop, keep, noLabels } from "./labels";
import type { Operand, Scope } from "./scope";
import { excerpt, typeError, unknownLabel } from "./scope";

export function inferAggregate(expr: Aggregate, param: Operand | undefined, of: Operand, scope: Scope): Operand {
  const { op, grouping } = expr;
  const aggregation = aggregations.get(op);
  if (!aggregation) {
    typeError(
      scope,
      `the aggregation ${op} needs a feature flag of Prometheus.`,
      `use one of ${[...aggregations.keys()].join(", ")}.`,
    );
    return { expr, kind: "vector" };
  }
  if (param?.kind !== aggregation.param) {
    const takes = aggregation.param ? `takes ${kindName(aggregation.param)} and` : "takes only";
    typeError(
      scope,
      `${excerpt(expr)}: ${op} ${takes} an instant vector.`,
      aggregation.param ? `${op}(…, …)` : `${op}(…)`,
    );
  }
  if (of.kind !== "vector") {
    typeError(
      scope,
      `${op} of ${excerpt(of.expr)}, which is ${kindName(of.kind)}.`,
      `write ${op} of an instant vector.`,
    );
  }
  for (const label of grouping?.labels ?? []) {
    if (of.labels && !of.labels.has(label)) unknownLabel(scope, `${op} ${grouping?.mode ?? ""}`, label, [of]);
  }
  const labels = aggregation.picks ? of.labels : grouped(expr, of.labels);
  return {
    expr,
    kind: "vector",
    labels: labels && param?.expr.kind === "string" ? add(labels, param.expr.value, "varies") : labels,
  };
}

function grouped({ grouping }: Aggregate, labels: Labels | undefined): Labels | undefined {
  if (!grouping) return noLabels;
  return grouping.mode === "by" ? keep(labels, grouping.labels) : labels && drop(labels, grouping.labels);
}
