import { evaluationInterval } from "../alerts/alert";
import type { Finding } from "../findings/finding";
import { errorUnless, warning } from "../findings/finding";
import { didYouMean, nearest } from "../findings/nearest";
import type { Clock } from "./clock";
import type { SampledSeries } from "./samples";
import type { Reads } from "./world/reads";
import { reachOf } from "./world/reads";

export interface Incident {
  readonly clock: Clock;
  /** Those that some rule reads. */
  readonly series: readonly SampledSeries[];
  readonly findings: readonly Finding[];
}

/** Of metrics that nobody reads so many are told. */
const mostTold = 5;

/** What really happened, with all of its time: rules that look back see what there is of it. */
export function incidentOf(all: readonly SampledSeries[], reads: Reads): Incident {
  const series = all.filter(({ name, labels }) => reachOf(reads, name, labels) !== undefined);
  const at = Float64Array.from(new Set(series.flatMap((one) => [...one.at]))).sort();
  // Alert rules are asked every full minute from here on.
  const every = evaluationInterval.milliseconds;
  const first = Math.ceil((at[0] ?? 0) / every) * every;
  const unknown = [...new Set(all.map(({ name }) => name))].filter((name) => !reads.has(name));
  return {
    clock: { begins: first, ends: at.at(-1) ?? 0, at },
    series,
    findings: [
      ...unknown.slice(0, mostTold).map((name) => unknownMetric(name, reads)),
      ...(unknown.length > mostTold ? [moreUnknown(unknown.length - mostTold)] : []),
      ...errorUnless(series.length > 0, {
        id: "incident-empty",
        where: "the file",
        what: all.length === 0 ? "it has no samples." : "no alert rule reads any of its series.",
        why: "nothing would fire, whatever had happened.",
        fix: "export the metrics that docs/simulator.md names, with all of their labels.",
      }),
    ],
  };
}

const left = "it is left out.";

const unknownMetric = (name: string, reads: Reads): Finding =>
  warning({
    id: "incident-unknown-metric",
    where: name,
    what: "no alert rule reads a metric of this name.",
    why: left,
    fix: didYouMean(nearest(name, reads.keys()), "nothing, if it was exported along with others."),
  });

const moreUnknown = (count: number): Finding =>
  warning({
    id: "incident-unknown-metric",
    where: "the file",
    what: `no alert rule reads ${count} more of its metrics.`,
    why: "they are left out.",
    fix: "nothing, if they were exported along with others.",
  });
