import type { RuleBlock } from "../../deployed/alert-block";
import { fromTerraform, referenced } from "../../deployed/from-terraform";
import type { Labels } from "../../promql/labels";
import type { Duration } from "../../units/quantities";
import { seconds } from "../../units/quantities";
import { durationFrom, durationText } from "../../units/text";
import type { Fields } from "../reading";

/** An alert rule as Grafana should have it. */
export interface ExpectedAlert {
  readonly uid: string;
  readonly title: string;
  readonly interval: Duration;
  readonly group: string;
  readonly queries: readonly AlertQuery[];
  /** Settings that decide whom it calls and when besides, by what people call them. */
  readonly settings: Readonly<Record<string, string>>;
}

export interface AlertQuery {
  readonly refId: string;
  readonly datasource: string;
  /** What is asked, or how an expression is made. */
  readonly text: string;
  /** The whole query or expression, as Grafana takes it; Grafana adds what it takes for granted. */
  readonly model: Fields;
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
        queries: block.data.map((step) => {
          const model = JSON.parse(fromTerraform(step.model)) as Fields;
          return { refId: step.ref_id, datasource: referenced(step.datasource_uid), text: askedBy(model), model };
        }),
        settings: settingsOf({
          pendingFor: block.for ?? "0s",
          keepFiringFor: block.keep_firing_for ?? "0s",
          noData: block.no_data_state,
          onError: block.exec_err_state,
          labels: Object.fromEntries(
            Object.entries(block.labels ?? {}).map(([name, value]) => [name, fromTerraform(value)]),
          ),
        }),
      })),
    );

interface Settings {
  readonly pendingFor: string;
  readonly keepFiringFor: string;
  readonly noData: string;
  readonly onError: string;
  readonly labels: Labels;
}

/**
 * Settings of an alert rule for people, described and kept ones alike, however the durations and labels are written.
 */
export const settingsOf = ({
  pendingFor,
  keepFiringFor,
  noData,
  onError,
  labels,
}: Settings): ExpectedAlert["settings"] => ({
  "pending period": durationText(durationFrom(pendingFor)),
  "time to keep firing": durationText(durationFrom(keepFiringFor)),
  "state without data": noData,
  "state on errors": onError,
  labels: Object.entries(labels)
    .map(([name, value]) => `${name}=${value}`)
    .sort()
    .join(", "),
});

interface Model {
  readonly expr?: string;
  readonly query?: string;
  readonly expression?: string;
  readonly conditions?: readonly {
    readonly evaluator: { readonly type: string; readonly params: readonly number[] };
  }[];
}

/** What decides in a step of an alert rule: a query, or the step that is taken up and what it is held against. */
export function askedBy(model: Fields): string {
  const { expr, query, expression, conditions = [] } = model as Model;
  return (
    expr ??
    query ??
    [expression, ...conditions.map(({ evaluator }) => `${evaluator.type} ${evaluator.params.join(" ")}`)].join(" ")
  );
}
