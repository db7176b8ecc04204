import type { RuleBlock } from "../../deployed/alert-block";
import { fromTerraform, referenced } from "../../deployed/from-terraform";
import type { Duration } from "../../units/quantities";
import { seconds } from "../../units/quantities";

/** An alert rule as Grafana should have it. */
export interface ExpectedAlert {
  readonly uid: string;
  readonly title: string;
  readonly interval: Duration;
  readonly group: string;
  readonly queries: readonly AlertQuery[];
}

export interface AlertQuery {
  readonly refId: string;
  readonly datasource: string;
  /** What is asked, or how an expression is made. */
  readonly text: string;
}

interface Document {
  readonly resource?: {
    readonly grafana_rule_group?: Readonly<
      Record<string, { readonly name: string; readonly interval_seconds: number; readonly rule: readonly RuleBlock[] }>
    >;
  };
}

export const alertsIn = (documents: readonly unknown[]): ExpectedAlert[] =>
  (documents as readonly Document[])
    .flatMap(({ resource }) => Object.values(resource?.grafana_rule_group ?? {}))
    .flatMap(({ name, interval_seconds: interval, rule }) =>
      rule.map((block) => ({
        uid: block.uid,
        title: fromTerraform(block.name),
        interval: seconds(interval),
        group: fromTerraform(name),
        queries: block.data.map((step) => ({
          refId: step.ref_id,
          datasource: referenced(step.datasource_uid),
          text: askedBy(JSON.parse(fromTerraform(step.model)) as Model),
        })),
      })),
    );

interface Model {
  readonly expr?: string;
  readonly query?: string;
  readonly expression?: string;
  readonly conditions?: readonly {
    readonly evaluator: { readonly type: string; readonly params: readonly number[] };
  }[];
}

/** What decides: a query, or the step that is taken up and what it is held against. */
export const askedBy = ({ expr, query, expression, conditions = [] }: Model): string =>
  expr ??
  query ??
  [expression, ...conditions.map(({ evaluator }) => `${evaluator.type} ${evaluator.params.join(" ")}`)].join(" ");
