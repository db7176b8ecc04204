import type { Metric } from "../../promql/metric";
import type { Duration } from "../../units/quantities";
import type { Chart } from "../../versions";

/** What one version of an exporter emits, with the settings it has here. */
export interface MetricContract {
  /** Name of the exporter, as messages say it. */
  readonly exporter: string;
  /**
   * Version of the exporter's image, or name and version of the chart that chooses it: `kube-prometheus-stack 88.5.3`.
   */
  readonly version: string;
  /** Time between two samples of the exporter's series. */
  readonly scrapedEvery: Duration;
  readonly metrics: readonly Metric[];
}

/** Version of an exporter whose image its chart chooses: the chart's name and version. */
export const asIn = ({ name, version }: Chart): string => `${name} ${version}`;
