import { evaluationInterval } from "../alerts/alert";
import { clip } from "../findings/clip";
import type { Finding } from "../findings/finding";
import { errorUnless, warning } from "../findings/finding";
import { didYouMean, nearest } from "../findings/nearest";
import { someOf } from "../findings/some-of";
import { minutes } from "../units/quantities";
import type { Clock } from "./clock";
import type { SampledSeries } from "./samples";
import type { Reads } from "./world/reads";
import { reachOf } from "./world/reads";

export interface Incident {
  readonly clock: Clock;
  /** Series of the export that some rule reads. */
  readonly series: readonly SampledSeries[];
  readonly findings: readonly Finding[];
}

/**
 * An incident from an export: what really happened, with all of its time. Rules that look back see what there is of it.
 *
 * @param now milliseconds since the epoch
 */
export function incidentOf(all: readonly SampledSeries[], reads: Reads, now: number): Incident {
  const series = all.filter(({ name, labels }) => reachOf(reads, name, labels) !== undefined);
  const at = Float64Array.from(new Set(series.flatMap((one) => [...one.at]))).sort();
  // Alert rules are asked every full minute from here on.
  const every = evaluationInterval.milliseconds;
  const first = Math.ceil((at[0] ?? 0) / every) * every;
  const last = at.at(-1) ?? 0;
  const unknown = [...new Set(all.map(({ name }) => name))].filter((name) => !reads.has(name));
  return {
    clock: { begins: first, ends: last, at },
    series,
    findings: [
      ...(unknown.length > 0 ? [unknownMetrics(unknown, reads)] : []),
      ...errorUnless(series.length > 0, {
        id: "incident-empty",
        where: "the file",
        what: all.length === 0 ? "it has no samples." : "no alert rule reads any of its series.",
        why: "nothing would fire, whatever had happened.",
        fix: "export the metrics that docs/simulator.md names, with all of their labels.",
      }),
      ...errorUnless(last <= now + ahead.milliseconds, {
        id: "incident-in-future",
        where: "the file",
        what: "it has samples of times that are still to come.",
        why: "Prometheus refuses what is more than ten minutes ahead of its clock.",
        fix: "timestamps of OpenMetrics are seconds since the epoch: are these milliseconds?",
      }),
    ],
  };
}

/** As `maxAheadTime` in storage/remote/write_handler.go of prometheus/prometheus has it. */
const ahead = minutes(10);

const mostNamed = 5;

/** In one finding: an export of everything has hundreds, and each of them is the same news. */
const unknownMetrics = (unknown: readonly string[], reads: Reads): Finding => {
  const meant = unknown.flatMap((name) => {
    const near = nearest(name, reads.keys());
    return near === undefined ? [] : [`${near} by ${clip(name)}`];
  });
  return warning({
    id: "incident-unknown-metric",
    where: "the file",
    what: `no alert rule reads ${someOf(
      unknown.map((name) => clip(name)),
      mostNamed,
    )}.`,
    why: "they are left out.",
    fix: didYouMean(
      meant.length > 0 ? someOf(meant, mostNamed) : undefined,
      "nothing, if they were exported along with others.",
    ),
  });
};
