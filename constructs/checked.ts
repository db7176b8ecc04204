import type { TerraformResource } from "cdktf";
import type { Finding } from "../findings/finding";
import type { LogArtefact } from "../logs/artefacts";
import type { LogContent } from "../logs/content";
import type { Flow } from "../network/flow";
import type { Metric } from "../promql/metric";
import type { MetricContract } from "../signals/contracts/contract";

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
  /** Whether a panel sends it: panels may use Grafana's variables; rules have nobody who sets them. */
  readonly inPanel: boolean;
}

/** A construct whose rules write series that others may query. */
export interface HasRecordedMetrics {
  recordedMetrics(): readonly Metric<"recorded">[];
}

/** A construct that is made of Terraform resources: they are what is deployed, and not the construct. */
export interface HasParts {
  parts(): Parts;
}

/**
 * A construct's own Terraform resources, and those that they cannot do without: short of any it does not count as
 * built.
 */
export type Parts = readonly [TerraformResource, ...TerraformResource[]];

/** A construct that brings an exporter into the cluster. */
export interface HasExports extends HasParts {
  exports(): readonly Exported[];
}

/** What an exporter emits, and of what; of all there is where `of` is absent. */
export interface Exported {
  readonly contract: MetricContract;
  /** Names, in the description, of what it is emitted of. @default of all there is */
  readonly of?: readonly string[];
  /** Contract of the exporter through which it asks: unless this app brings that too, nothing is emitted. */
  readonly through?: MetricContract;
}

/** A construct that keeps the logs of a component, and shows them. */
export interface HasLogs extends HasParts {
  /** What is kept and shown, and of which Terraform resources each part of it is made. */
  logs(): KeptLogs;
}

export interface KeptLogs {
  readonly content: LogContent;
  readonly parts: Readonly<Record<LogArtefact, Parts>>;
}

/** A construct that fetches lines from where components leave them. */
export interface HasCollected extends HasParts {
  /** Names of the components whose lines it fetches. */
  collects(): readonly string[];
}

/** A construct that opens the network for somebody. */
export interface HasFlows extends HasParts {
  flows(): readonly Flow[];
}

export const hasFindings = (construct: object): construct is HasFindings => answers(construct, "findings");

export const hasQueries = (construct: object): construct is HasQueries => answers(construct, "queries");

export const hasRecordedMetrics = (construct: object): construct is HasRecordedMetrics =>
  answers(construct, "recordedMetrics");

export const hasParts = (construct: object): construct is HasParts => answers(construct, "parts");

export const hasExports = (construct: object): construct is HasExports => answers(construct, "exports");

export const hasLogs = (construct: object): construct is HasLogs => answers(construct, "logs");

export const hasCollected = (construct: object): construct is HasCollected => answers(construct, "collects");

export const hasFlows = (construct: object): construct is HasFlows => answers(construct, "flows");

const answers = (construct: object, question: string) =>
  question in construct && typeof construct[question as keyof typeof construct] === "function";
