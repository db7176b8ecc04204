import type { Database } from "../../model/database";
import { memoryOf } from "../../model/database";
import type { Levels } from "../../model/levels";
import { arithmetic, atLeast, overTime, select } from "../../promql/build";
import { db } from "../../signals/use/database";
import { filling } from "../../signals/use/database-instance";
import type { Duration, Percent } from "../../units/quantities";
import { asRatio, days, hours, inSeconds, minutes, percent, round } from "../../units/quantities";
import { durationText, percentText } from "../../units/text";
import type { Levelled } from "../levels";
import { atLevels, wakingOnlyFor } from "../levels";
import { common } from "./common";
import { toldByExporters } from "./database-absence";
import { memoryStories, storageStories, storageTimeStories } from "./stories/database-instance";

const memoryLevels: Levels<Percent> = { ticket: percent(90), page: percent(96) };
/** Growth of swap that is no rounding: this share of the memory, within an hour. */
export const swapGrowth = { share: percent(1), within: hours(1) } as const;

const storageLevels: Levels<Percent> = { ticket: percent(85), page: percent(95) };
/** A weekend and a day; a night. To add storage takes minutes, but only once in six hours. */
const storageTimeLevels: Levels<Duration> = { ticket: days(4), page: hours(8) };

export function memory(database: Database): Levelled {
  const { name } = database;
  const of = { db_instance: name };
  const swap = select(db.swap.used, of);
  const { share, within } = swapGrowth;
  const grown = arithmetic(swap, "-", overTime("min", swap, within));
  const much = Math.round(memoryOf(database).bytes * asRatio(share));
  const levels = atLevels(memoryLevels, ({ percent: level }, severity) => {
    const pendingFor = severity === "page" ? minutes(5) : minutes(15);
    return {
      ...common(database, "database-memory", "memory"),
      title: severity === "page" ? `${name}: memory is all but gone` : `${name}: memory runs short`,
      watches: db.memory,
      // What is not freeable is in use for good, or for as long as nobody else wants it: only swap tells.
      value: arithmetic(select(db.memory.utilisation, of), "*", atLeast(grown, much)).expr,
      fires: { above: level },
      clears: level - (severity === "page" ? 1 : 3),
      pendingFor,
      // It goes by jumps.
      keepFiringFor: minutes(15),
      absent: toldByExporters,
      numbers: { swap: percentText(share), within: durationText(within) },
      summary: (value, above) =>
        `${name} uses ${value} of its memory and goes on swapping; the alert stands at ${above}. At the end the kernel kills PostgreSQL, and all connections are lost.`,
      firstSteps: [
        'More sessions than usual? Panels "Connections in use" and "Sessions by state": each may take work_mem several times.',
        'A statement that is new? Table "Statements by time spent".',
        "Nothing ends by itself? End the largest session: select pg_terminate_backend(<pid>).",
      ],
      stories: () => memoryStories(database, level, pendingFor, { bytes: much, within }),
    };
  });
  return wakingOnlyFor(database.criticality, levels);
}

export function storage(database: Database): Levelled {
  const { name } = database;
  const pendingFor = minutes(10);
  const levels = atLevels(storageLevels, (level, severity) => ({
    ...common(database, "database-storage", "storage"),
    title: severity === "page" ? `${name}: the storage is all but full` : `${name}: the storage is nearly full`,
    watches: db.storage,
    value: select(db.storage.used, { db_instance: name }).expr,
    fires: { above: asRatio(level) },
    clears: round(asRatio(level) - 0.02),
    pendingFor,
    absent: toldByExporters,
    summary: (value, above) =>
      `${value} of the storage of ${name} is in use; the alert stands at ${above}. When it is full the instance stops.`,
    firstSteps: [
      'How long will it last? Panel "Time until the storage is full".',
      'Data, or what is kept for a replica that is gone? Panels "Size by database" and "Replication lag".',
      "Add storage: it needs no downtime, and can be done once in six hours.",
    ],
    stories: () => storageStories(database, asRatio(level), pendingFor),
  }));
  return wakingOnlyFor(database.criticality, levels);
}

export function storageTime(database: Database): Levelled {
  const { name } = database;
  const periods = { pendingFor: minutes(20), keepFiringFor: minutes(30) };
  const levels = atLevels(storageTimeLevels, (level) => ({
    ...common(database, "database-storage-time", "filling"),
    title: `${name}: the storage will be full within ${durationText(level)}`,
    watches: db.storageTime,
    value: select(db.storageTime.left, { db_instance: name }).expr,
    fires: { below: inSeconds(level) },
    clears: inSeconds(level) * 1.5,
    ...periods,
    numbers: { from: percentText(filling.from) },
    summary: (value) =>
      `The storage of ${name} is full in ${value} if it goes on like this; the alert stands at ${durationText(level)}, from ${percentText(filling.from)} in use on.`,
    firstSteps: [
      'Since when? Panel "Storage in use": a line that rises evenly is data, a cliff is one job.',
      'What grows? Panel "Size by database"; temporary files of a large sort show nowhere else.',
      "Add storage: it needs no downtime, and can be done once in six hours.",
    ],
    stories: () => storageTimeStories(database, level, periods),
  }));
  return wakingOnlyFor(database.criticality, levels);
}
