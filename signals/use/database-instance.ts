import type { Database } from "../../model/database";
import { memoryOf } from "../../model/database";
import type { Vector } from "../../promql/build";
import {
  and,
  arithmetic,
  before,
  complement,
  constant,
  divide,
  max,
  min,
  or,
  overTime,
  plus,
  rename,
  scale,
  select,
  where,
  withLabel,
} from "../../promql/build";
import type { Bytes, Duration, Percent } from "../../units/quantities";
import { asRatio, days, hours, inSeconds, minutes, percent } from "../../units/quantities";
import { rds } from "../contracts/rds";
import type { Signal } from "../signal";
import { recordAs } from "../signal";
import type { Stretches } from "../time-left";
import { fall, lasting, timeLeft } from "../time-left";
import { db } from "./database";

/** Ranges in which a storage fills, and how far ahead its end is foretold from them. */
interface Filling extends Stretches {
  /** The storage has to be fuller than at any time in this past: what is written and deleted by turns is not. */
  readonly past: Duration;
  readonly horizon: Duration;
}

/** How a storage that fills is told from one that is used by turns. */
export const filling = {
  ranges: {
    /** Ranges for a job that runs wild. */
    hours: { now: minutes(30), since: hours(2), past: days(1), horizon: hours(12) },
    /** Ranges for data that grows. */
    days: { now: hours(6), since: days(1), past: days(2), horizon: days(30) },
  },
  /** Share of the storage in use below which nothing is foretold: nobody would act on it. */
  from: percent(70),
} as const satisfies { readonly ranges: Readonly<Record<string, Filling>>; readonly from: Percent };

/**
 * The signals that CloudWatch gives of the instance that a database runs on. A rule stands below those whose series it
 * reads.
 */
export const instanceSignals = (database: Database): Signal[] => [
  memory(database),
  swap(database),
  cpu(database),
  storage(database),
  storageTime(database),
];

/**
 * A metric of the instance that a database runs on, by the database. Where CloudWatch has no point there is NaN, which
 * is neither zero nor a number. Of two instances with one tag, as while one replaces the other, the fuller one counts.
 */
export const ofInstance = (worst: typeof max, metric: typeof rds.cpu, { name }: Database): Vector<"db_instance"> =>
  worst(rename(where(select(metric, { resource: name }), ">=", 0), "resource", "db_instance")).by("db_instance");

/** What AWS does not tell and the description does. */
const described = ({ bytes }: Bytes, { name }: Database): Vector<"db_instance"> =>
  withLabel(constant(bytes), "db_instance", name);

function memory(database: Database): Signal {
  const free = ofInstance(min, rds.freeableMemory, database);
  const total = described(memoryOf(database), database);
  return {
    ...db.memory,
    series: [
      recordAs(db.memory.utilisation, scale(complement(divide(free, total)), 100)),
      recordAs(db.memory.used, arithmetic(total, "-", free)),
    ],
  };
}

const swap = (database: Database): Signal => ({
  ...db.swap,
  series: [recordAs(db.swap.used, ofInstance(max, rds.swap, database))],
});

const cpu = (database: Database): Signal => ({
  ...db.cpu,
  series: [recordAs(db.cpu.utilisation, ofInstance(max, rds.cpu, database))],
});

function storage(database: Database): Signal {
  const left = ofInstance(min, rds.freeStorage, database);
  return {
    ...db.storage,
    series: [
      recordAs(db.storage.used, complement(divide(left, described(database.storage, database)))),
      recordAs(db.storage.left, left),
    ],
  };
}

/** The least of what is foretold, and where nothing is, as far as it looks ahead. */
function storageTime({ name }: Database): Signal {
  const left = select(db.storage.left, { db_instance: name });
  const { ranges } = filling;
  const foretold = Object.entries<Filling>(ranges).map(([range, facts]) =>
    withLabel(untilFull(name, facts), "range", range),
  );
  const nothing = withLabel(plus(scale(left, 0), inSeconds(ranges.days.horizon)), "range", "none");
  const times = foretold.reduce((all, time) => or(all, time), nothing);
  return { ...db.storageTime, series: [recordAs(db.storageTime.left, min(times).by("db_instance"))] };
}

function untilFull(name: string, { past, horizon, ...stretches }: Filling): Vector<"db_instance"> {
  const of = { db_instance: name };
  const per = ["db_instance"] as const;
  const left = select(db.storage.left, of);
  const used = select(db.storage.used, of);
  const time = where(timeLeft(left, lasting(fall, left, stretches, per), horizon), "<", inSeconds(horizon));
  const fuller = arithmetic(used, "-", overTime("max", before(used, stretches.now), past));
  return and(and(time, where(used, ">=", asRatio(filling.from)), per), where(fuller, ">", 0), per);
}
