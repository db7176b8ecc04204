import type { Metric } from "../../promql/metric";
import type { Duration } from "../../units/quantities";
import type { Chart } from "../../versions";

/** What one version of an exporter emits, with the settings it has here. */
export interface MetricContract {
  /** Its name, as messages say it. */
  readonly exporter: string;
  /** Of its image, or of the chart that chooses the image: `kube-prometheus-stack 88.5.3`. */
  readonly version: string;
  /** The time between two samples of its series. */
  readonly scrapedEvery: Duration;
  readonly metrics: readonly Metric[];
}

/** For an exporter whose image its chart chooses. */
export const asIn = ({ name, version }: Chart): string => `${name} ${version}`;
