import type { Database } from "../../model/database";
import { asRatio, days, hours, mebibytes } from "../../units/quantities";
import type { FaultKind } from "../../scenarios/fault";
import type { FaultOf } from "./happening";
import { faultsOf, moved, presenceAt } from "./happening";
import { randomOf } from "./random";
import { rhythmAt } from "./rhythm";
import type { Course } from "./timeline";
import { course } from "./timeline";
import type { World } from "./world";

/** How a database is, at every moment. */
export interface DatabaseState {
  /** 1 where one can connect. */
  readonly reachable: Course;
  /** Connections, as a share of `max_connections`. */
  readonly connections: Course;
  /** Storage in use, as a share of all there is. */
  readonly storage: Course;
  /** Memory in use, as a share of the instance's. */
  readonly memory: Course;
  readonly swapBytes: Course;
  /** Number of sessions that wait for a lock. */
  readonly locks: Course;
  /** Age of the oldest transaction, in seconds. */
  readonly oldest: Course;
}

const grownPerDay = 0.002;

export function databaseState({ name }: Database, world: World): DatabaseState {
  const { scenario, seed, timeline } = world;
  const random = randomOf(seed, "database", name);
  /** Where a level is that faults of one kind move. */
  const level = <Kind extends FaultKind>(
    kind: Kind,
    worst: (fault: FaultOf<Kind>) => number,
    usual: (moment: number) => number,
  ) => {
    const faults = faultsOf(scenario, kind, name);
    return course(timeline, (_, moment) =>
      faults.reduce((at, fault) => moved(at, worst(fault), presenceAt(fault, world, moment)), usual(moment)),
    );
  };
  const storage = level(
    "database-storage",
    ({ to }) => asRatio(to),
    (moment) => 0.52 + (grownPerDay * (moment - timeline.begins)) / days(1).milliseconds,
  );
  const down = level(
    "database-unreachable",
    () => 1,
    () => 0,
  );
  return {
    storage,
    // A full one stops.
    reachable: course(timeline, (index) => ((down[index] ?? 0) > 0 || (storage[index] ?? 0) >= 1 ? 0 : 1)),
    connections: level(
      "database-connections",
      ({ to }) => Math.min(1, asRatio(to)),
      (moment) => 0.22 + 0.16 * rhythmAt("customers", moment) + 0.01 * random.normal(),
    ),
    memory: level(
      "database-memory",
      ({ to }) => asRatio(to),
      () => 0.84 + 0.004 * random.normal(),
    ),
    swapBytes: swap(name, scenario, timeline),
    locks: level(
      "database-locks",
      ({ sessions }) => sessions,
      () => random.poisson(0.05),
    ),
    oldest: oldest(name, world, random.uniform),
  };
}

/** It does not come back when memory is free again. */
function swap(name: string, scenario: World["scenario"], timeline: World["timeline"]): Course {
  const faults = faultsOf(scenario, "database-memory", name);
  return course(timeline, (_, moment) =>
    faults.reduce((bytes, { from, until, swapPerHour }) => {
      const lasted = Math.min(moment - timeline.begins, until?.milliseconds ?? Infinity) - from.milliseconds;
      return bytes + (Math.max(0, lasted) / hours(1).milliseconds) * swapPerHour.bytes;
    }, mebibytes(40).bytes),
  );
}

function oldest(name: string, world: World, uniform: () => number): Course {
  const { scenario, timeline } = world;
  const faults = faultsOf(scenario, "database-transaction", name);
  return course(timeline, (_, moment) => {
    const open = faults.filter((fault) => presenceAt(fault, world, moment) > 0);
    const since = moment - timeline.begins;
    return Math.max(20 * uniform(), ...open.map(({ from }) => (since - from.milliseconds) / 1000));
  });
}
