import type { Metric } from "../../../promql/metric";
import { storage, storageFaults } from "../../../signals/contracts/prometheus";
import type { Duration } from "../../../units/quantities";
import { hours, minutes, times, together } from "../../../units/quantities";
import { units } from "../../../units/unit";
import type { Stretch } from "../../stories/course";
import { gauge, mapped } from "../../stories/course";
import { levelStories } from "../../stories/level";
import type { InputSeries } from "../../stories/series";
import { shaped } from "../../stories/series";
import type { FiringStory, Stories, Story } from "../../stories/story";

const pods = ["prometheus-0", "prometheus-1"] as const;
const labels = { pod: pods[0] };

const of = (metric: Metric, values: readonly Stretch[], pod: string = pods[0]): InputSeries =>
  shaped(metric, { pod }, gauge(values));

/**
 * Stories of the alert on Prometheus' storage running full.
 * @param above the share of the limit at which the alert stands
 */
export function storageFullStories(above: number, pendingFor: Duration): Stories {
  const limit = 100;
  const rest: readonly Stretch[] = [{ for: hours(2), at: 5 }];
  const told = (used: readonly Stretch[]) => [
    // The newest samples and what stands in the log count as well.
    of(
      storage.blocks,
      mapped(used, (share) => share * limit - 10),
    ),
    of(storage.writeAheadLog, rest),
    of(storage.headChunks, rest),
    of(storage.limit, [{ for: hours(2), at: limit }]),
    ...[storage.blocks, storage.writeAheadLog, storage.headChunks].map((metric) => of(metric, rest, pods[1])),
    of(storage.limit, [{ for: hours(2), at: limit }], pods[1]),
  ];
  return levelStories({
    usual: 0.5,
    near: 0.93 * above,
    beyond: 1.07 * above,
    pendingFor,
    told,
    labels,
    text: units.ratio.text,
  });
}

/** Stories of the alert on faults of Prometheus' storage. @param most faults within an hour that are nothing */
export function storageFailsStories(most: number, pendingFor: Duration): Stories {
  const kinds = Object.values(storageFaults);
  const quarter = minutes(15);
  /** So many within each hour, evenly spread over so many hours. */
  const story = (kind: Metric, hourly: number, lasts: Duration): Story => ({
    when: `there are ${hourly} of ${kind.help} within an hour`,
    given: kinds.map((metric) => {
      if (metric !== kind) return of(metric, [{ for: together(quarter, lasts), at: 0 }]);
      const step = times(hours(1), 1 / hourly);
      const faults = Math.round(lasts.milliseconds / step.milliseconds);
      return of(metric, [
        { for: quarter, at: 0 },
        ...Array.from({ length: faults }, (_, at): Stretch => ({ for: step, at: at + 1 })),
      ]);
    }),
    at: together(quarter, lasts, minutes(-1)),
  });
  const [first, ...others] = kinds;
  if (!first) throw new Error("no kind of fault");
  const few = (kind: Metric) => story(kind, most - 1, hours(3));
  const many = (kind: Metric): FiringStory => ({
    ...story(kind, most + 1, together(hours(1), pendingFor, minutes(5))),
    labels: [labels],
  });
  return {
    quiet: [
      few(first),
      ...others.map(few),
      {
        ...story(first, most + 1, hours(2)),
        when: "so many came together that they count, and not yet for as long as is waited",
        at: together(hours(1), times(pendingFor, 0.5)),
      },
    ],
    fires: [many(first), ...others.map(many)],
  };
}
