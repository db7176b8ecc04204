import { elasticsearchModel } from "../logs/grafana-query";
import type { LogQuery } from "../logs/query";
import type { Expr } from "../promql/ast";
import { now } from "../promql/build";
import { printLine } from "../promql/print";
import { inSeconds } from "../units/quantities";
import { isOfLogs } from "./alert";

/** A query or a calculation of a rule of Grafana, by its letter. */
export interface Step {
  readonly refId: string;
  readonly datasourceUid: string;
  readonly from: number;
  readonly model: object;
}

/** UIDs of the data sources that are asked. */
export interface DataSources {
  readonly prometheus: string;
  readonly elasticsearch: string;
}

/** Grafana wants a range of every query; an instant query is asked at its end. */
const lookBack = 300;

/** How Grafana comes to the value of an alert, step by step: the last gives a number for each combination of labels. */
export function stepsOf(value: Expr | LogQuery, datasources: DataSources): readonly [Step, ...Step[]] {
  if (!isOfLogs(value)) return [metricQuery("A", value, datasources.prometheus)];
  const asked = logQuery("A", value, datasources.elasticsearch);
  if (value.kind === "line-count") return [asked, reduction("B", "sum")];
  return [
    asked,
    reduction("B", "min"),
    // Grafana's expressions do not know what time it is.
    metricQuery("D", now.expr, datasources.prometheus),
    // Elasticsearch counts milliseconds. What has no labels is calculated with everything that has some.
    expression("E", { type: "math", expression: "$D - $B / 1000" }),
  ];
}

export const metricQuery = (refId: string, value: Expr, uid: string): Step => ({
  refId,
  datasourceUid: uid,
  from: lookBack,
  model: {
    refId,
    datasource: { type: "prometheus", uid },
    editorMode: "code",
    expr: printLine(value),
    instant: true,
    range: false,
  },
});

const logQuery = (refId: string, value: LogQuery, uid: string): Step => ({
  refId,
  datasourceUid: uid,
  from: inSeconds(value.over),
  model: { refId, datasource: { type: "elasticsearch", uid }, ...elasticsearchModel(value) },
});

/** Step that calculates from the steps before it. */
export const expression = (refId: string, model: object): Step => ({
  refId,
  datasourceUid: "__expr__",
  from: 0,
  model: { refId, datasource: { type: "__expr__", uid: "__expr__" }, ...model },
});

/** One number of each series of A. */
const reduction = (refId: string, reducer: "sum" | "min"): Step =>
  expression(refId, { type: "reduce", expression: "A", reducer });
