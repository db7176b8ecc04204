/** What an exporter emits: one family as its documentation and its `# TYPE` line state it. */
export interface Metric<Type extends MetricType = MetricType, Label extends string = string> {
  readonly name: string;
  readonly type: Type;
  /** Labels of the metric: every series carries all of these, and at most those of `sometimes` besides. */
  readonly labels: readonly Label[];
  /** Labels that only some series carry: what Prometheus writes of a target has that target's labels. @default none */
  readonly sometimes?: readonly Label[];
  /** What the metric counts or measures, in a few words: stands in parentheses behind the name. */
  readonly help: string;
}

/** `bucket` is the counter of a classic histogram with the label `le`; `recorded` is written by a rule of ours. */
export type MetricType = "counter" | "gauge" | "bucket" | "recorded";

const metric =
  <Type extends MetricType>(type: Type) =>
  <Label extends string>(
    name: string,
    labels: readonly Label[],
    help: string,
    sometimes?: readonly Label[],
  ): Metric<Type, Label> => ({ name, type, labels, help, ...(sometimes && { sometimes }) });

export const counter = metric("counter");
export const gauge = metric("gauge");
export const bucket = metric("bucket");
export const recorded = metric("recorded");
