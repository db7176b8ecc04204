import type { AlertRule } from "../../../alerts/alert";
import { evaluationInterval, thresholdOf } from "../../../alerts/alert";
import { print } from "../../../promql/print";
import { promDuration } from "../../../units/text";
import type { InputSeries } from "../../../alerts/stories/series";
import type { RuleFiles } from "../../../engines/run/promtool";
import { testRules } from "./promtool";
import { selector } from "../../../promql/labels";
import type { Labels } from "../../../promql/labels";

/** What a query is to answer. */
export interface Expectation {
  readonly expr: string;
  /** Minutes from the beginning. */
  readonly at: number;
  readonly samples: readonly (readonly [Labels, number])[];
}

/**
 * What promtool has against all that is expected of such series: nothing. @param every between samples and evaluations
 */
export const complaintOf =
  (rules: RuleFiles, every = "30s") =>
  (series: readonly InputSeries[], ...expected: readonly Expectation[]): Promise<string> =>
    testRules(
      {
        evaluation_interval: every,
        tests: [
          {
            interval: every,
            input_series: series,
            promql_expr_test: expected.map(({ expr, at, samples }) => ({
              expr,
              eval_time: `${60 * at}s`,
              exp_samples: samples.map(([labels, value]) => ({ labels: selector(labels), value })),
            })),
          },
        ],
      },
      rules,
    );

/**
 * Counts the instances of an alert that fire: their value lay beyond the threshold at each evaluation of the pending
 * period. Empty where none does.
 */
export function firing({ value, fires, pendingFor }: AlertRule): string {
  const evaluations = pendingFor.milliseconds / evaluationInterval.milliseconds + 1;
  const range = promDuration({ milliseconds: evaluations * evaluationInterval.milliseconds });
  const pending = `(${print(value)})[${range}:${promDuration(evaluationInterval)}]`;
  const beyond =
    "above" in fires
      ? `min_over_time(${pending}) > ${thresholdOf(fires)}`
      : `max_over_time(${pending}) < ${thresholdOf(fires)}`;
  return `count((${beyond}) and count_over_time(${pending}) == ${evaluations})`;
}
