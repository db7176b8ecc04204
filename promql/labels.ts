/** Labels of a series: names to values, as an answer of Prometheus has them. */
export type Labels = Readonly<Record<string, string>>;

/** Labels as PromQL writes them: `{service="crm",endpoint="/api"}`. */
export const selector = (labels: Labels): string =>
  `{${Object.entries(labels)
    .map(([name, value]) => `${name}=${JSON.stringify(value)}`)
    .join(",")}}`;

/** A sample of a series. */
export interface Point {
  /** Time of the sample, in milliseconds since the epoch. */
  readonly at: number;
  readonly value: number;
}
