import { join } from "node:path";
import { Construct } from "constructs";
import type { Evaluator } from "../environments/long-term";
import type { Metric } from "../promql/metric";
import type { RuleGroup } from "../signals/recording";
import { recordingGroups } from "../signals/recording";
import type { Signal } from "../signals/signal";
import type { CheckedQuery, HasParts, HasQueries, HasRecordedMetrics, Parts } from "./checked";
import type { LocalChart } from "./helm-release";
import { HelmRelease } from "./helm-release";

/** A PrometheusRule is a custom resource; a chart can be planned before the cluster knows its definition. */
const chart: LocalChart = { directory: join(__dirname, "charts", "prometheus-rules") };

export interface RecordingRulesProps {
  readonly name: string;
  /** What the rules are about, for whoever meets them in the cluster. */
  readonly description: string;
  readonly signals: readonly Signal[];
  /** Who evaluates the rules. @default "Prometheus" */
  readonly evaluator?: Evaluator;
}

/** Name of the release with the rules of a slice. */
export const rulesRelease = (slice: string): string => `${slice}-rules`;

/** Mimir has no operator: its ruler reads files, which are ConfigMaps by the names of their releases. */
const asFile = { kind: "ConfigMap" };

/**
 * Recording rules: one release, one PrometheusRule, a rule group and, where some rules look back far, one more for
 * these.
 */
export class RecordingRules extends Construct implements HasParts, HasQueries, HasRecordedMetrics {
  readonly signals: readonly Signal[];
  readonly #name: string;
  readonly #release: HelmRelease;

  constructor(scope: Construct, id: string, { name, description, signals, evaluator }: RecordingRulesProps) {
    super(scope, id);
    this.signals = signals;
    this.#name = name;
    this.#release = new HelmRelease(this, "release", {
      chart,
      name: rulesRelease(name),
      values: { ...(evaluator === "Mimir" && asFile), annotations: { description }, groups: () => this.groups() },
    });
  }

  /**
   * The rule groups as they are deployed, printed whenever somebody asks: of many services they are much text, and none
   * of it is kept.
   */
  groups(): RuleGroup[] {
    return recordingGroups(this.#name, this.signals);
  }

  parts(): Parts {
    return this.#release.parts();
  }

  queries(): readonly CheckedQuery[] {
    return this.groups().flatMap((group) =>
      group.rules.map(({ record, expr }) => ({ where: `rules ${group.name}.${record}`, text: expr, inPanel: false })),
    );
  }

  recordedMetrics(): Metric<"recorded">[] {
    return this.signals.flatMap(({ series }) => series.map(({ metric }) => metric));
  }
}
