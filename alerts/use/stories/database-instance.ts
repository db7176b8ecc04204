import type { Database } from "../../../model/database";
import { memoryOf } from "../../../model/database";
import type { Labels } from "../../../promql/labels";
import { rds } from "../../../signals/contracts/rds";
import { filling } from "../../../signals/use/database-instance";
import type { Duration } from "../../../units/quantities";
import { asRatio, days, hours, inSeconds, minutes, round, together } from "../../../units/quantities";
import { durationText } from "../../../units/text";
import { another } from "../../stories/another";
import type { Pace, Stretch } from "../../stories/course";
import { counter, gauge, mapped, usually } from "../../stories/course";
import { levelBesideOthers } from "../../stories/level";
import type { InputSeries } from "../../stories/series";
import { shaped } from "../../stories/series";
import type { Stories, Story } from "../../stories/story";
import { fillingStories } from "./filling";

/** Series of CloudWatch on an instance that has a database's tag. */
export const cloudwatch = (metric: typeof rds.cpu, resource: string, values: string, labels: Labels = {}) =>
  shaped(metric, { resource, ...labels }, values);

/** The samples of what is left of all there is, by the share in use. */
const leftOf = (bytes: number, used: readonly Stretch[], every?: Duration): string =>
  gauge(
    mapped(used, (share) => Math.round(bytes * (1 - share))),
    every,
  );

const storageOf =
  ({ name, storage: { bytes } }: Database, every?: Duration) =>
  (used: readonly Stretch[], others: readonly Stretch[]): InputSeries[] => [
    cloudwatch(rds.freeStorage, name, leftOf(bytes, used, every)),
    // While one instance replaces the other both have the tag: the fuller one counts.
    cloudwatch(rds.freeStorage, name, gauge([{ for: days(7), at: bytes }], every), { name: "replaced" }),
    cloudwatch(rds.freeStorage, another(name), leftOf(bytes, others, every)),
  ];

const labelsOf = ({ name }: Database) => ({ db_instance: name });

/** Stories of the alert on a database's storage. @param level the share at which the alert stands */
export const storageStories = (database: Database, level: number, pendingFor: Duration): Stories =>
  levelBesideOthers({
    pendingFor,
    usual: level / 2,
    near: round(0.98 * level),
    beyond: round(1.02 * level),
    told: storageOf(database),
    labels: labelsOf(database),
  });

/**
 * Stories of the alert on a database's memory.
 * @param level per cent at which the alert stands
 * @param swaps growth of swap that counts, and within how long
 */
export function memoryStories(
  database: Database,
  level: number,
  pendingFor: Duration,
  swaps: { readonly bytes: number; readonly within: Duration },
): Stories {
  const { name } = database;
  const { bytes } = memoryOf(database);
  const beyond = (1.02 * level) / 100;
  const speed = swaps.bytes / inSeconds(swaps.within);
  const told = (swap: readonly Pace[]) => (used: readonly Stretch[], others: readonly Stretch[]) => [
    cloudwatch(rds.freeableMemory, name, leftOf(bytes, used)),
    cloudwatch(rds.freeableMemory, another(name), leftOf(bytes, others)),
    // It only grows here, as a counter does.
    ...[name, another(name)].map((of) => cloudwatch(rds.swap, of, counter(swap))),
  ];
  const fast = told([{ for: hours(6), perSecond: 5 * speed }]);
  const { quiet, fires, ...passing } = levelBesideOthers({
    pendingFor,
    usual: 0.5,
    near: (0.98 * level) / 100,
    beyond,
    told: fast,
    labels: labelsOf(database),
  });
  const swapping = (when: string, ...swap: readonly Pace[]): Story => ({
    when,
    given: told([...swap, { for: hours(3), perSecond: 0 }])(usually(beyond), usually(0.5)),
    at: together(swaps.within, swaps.within),
  });
  const goesOn = (times: number): Pace => ({ for: hours(3), perSecond: times * speed });
  const slowly = `within ${durationText(swaps.within)}`;
  return {
    quiet: [
      ...quiet,
      swapping(`all of it is in use, and hardly anything is swapped ${slowly}`, goesOn(0.8)),
      swapping(`all of it is in use, and nothing was swapped ${slowly}`, { ...goesOn(5), for: minutes(30) }),
    ],
    fires: [
      ...fires,
      {
        ...swapping(`all of it is in use, and something is swapped ${slowly}`, goesOn(1.2)),
        labels: [labelsOf(database)],
      },
    ],
    ...passing,
  };
}

/**
 * Stories of the alert on the time until a database's storage is full.
 * @param within how long before the end the alert stands
 */
export function storageTimeStories(
  database: Database,
  within: Duration,
  periods: { readonly pendingFor: Duration; readonly keepFiringFor: Duration },
): Stories {
  const { ranges, from } = filling;
  const stories = (
    { past, ...range }: (typeof ranges)[keyof typeof ranges],
    every: Duration,
    whole: boolean,
  ): Stories =>
    fillingStories({
      ...range,
      ...(whole && { past }),
      ...periods,
      from: asRatio(from),
      within,
      every,
      left: 0.06,
      told: storageOf(database, every),
      labels: [labelsOf(database)],
    });
  // In hours nothing is foretold of what takes days.
  if (within.milliseconds < ranges.hours.horizon.milliseconds) return stories(ranges.hours, minutes(1), false);
  const [wild, grows] = [stories(ranges.hours, minutes(1), true), stories(ranges.days, minutes(10), true)];
  return { quiet: [...grows.quiet, ...wild.quiet], fires: [...grows.fires, ...wild.fires] };
}
