import type { Finding } from "../findings/finding";
import type { Metric } from "../promql/metric";

/** What constructs tell about themselves. Synthesis asks all of them before it writes anything. */

/** A construct that can tell what is wrong with it. */
export interface HasFindings {
  findings(): readonly Finding[];
}

/** A construct that sends queries to Prometheus. */
export interface HasQueries {
  queries(): readonly CheckedQuery[];
}

/** A query as it leaves this program, to be checked against what the exporters emit. */
export interface CheckedQuery {
  readonly where: string;
  readonly text: string;
  /** Panels may use Grafana's variables; rules have nobody who sets them. */
  readonly inPanel: boolean;
}

/** A construct whose rules write series that others may query. */
export interface HasRecordedMetrics {
  recordedMetrics(): readonly Metric<"recorded">[];
}

export const hasFindings = (construct: object): construct is HasFindings => answers(construct, "findings");

export const hasQueries = (construct: object): construct is HasQueries => answers(construct, "queries");

export const hasRecordedMetrics = (construct: object): construct is HasRecordedMetrics =>
  answers(construct, "recordedMetrics");

const answers = (construct: object, question: string) =>
  question in construct && typeof construct[question as keyof typeof construct] === "function";
