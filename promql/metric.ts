/** What an exporter emits: one family as its documentation and its `# TYPE` line state it. */
export interface Metric<Type extends MetricType = MetricType, Label extends string = string> {
  readonly name: string;
  readonly type: Type;
  readonly labels: readonly Label[];
  readonly help: string;
}

/** `bucket` is the counter of a classic histogram with the label `le`; `recorded` is written by a rule of ours. */
export type MetricType = "counter" | "gauge" | "bucket" | "recorded";
