import { memoryOf } from "../../model/database";
import type { Database } from "../../model/database";
import { useName } from "../../model/resource";
import { postgres } from "../../signals/contracts/postgres";
import { rds } from "../../signals/contracts/rds";
import { minutes } from "../../units/quantities";
import { databaseState } from "./databases";
import { randomOf } from "./random";
import { rhythmAt } from "./rhythm";
import type { Course } from "./timeline";
import { always, counted, course } from "./timeline";
import type { ExposedSeries, World } from "./world";
import { exposed } from "./world";

const maxConnections = 800;

/** Series of CloudWatch and the PostgreSQL exporter on a database. */
export function databaseTold(database: Database, world: World): ExposedSeries[] {
  return [...cloudWatchTold(database, world), ...postgresTold(database, world)];
}

/** A point a minute, and a minute late: between two of them nothing changes. */
function cloudWatchTold(database: Database, world: World): ExposedSeries[] {
  const { name, storage } = database;
  const { targets, timeline, environment, seed } = world;
  const target = targets.find(({ job }) => job === `${useName(database)}-cloudwatch`);
  if (!target) return [];
  const state = databaseState(database, world);
  const random = randomOf(seed, "rds", name);
  const labels = {
    resource: name,
    name: `arn:aws:rds:${environment.region}:db:${name}`,
    account_id: environment.aws?.accountId ?? "",
    region: environment.region,
    dimension_DBInstanceIdentifier: name,
  };
  const memory = memoryOf(database).bytes;
  const busy = () => course(timeline, (_, moment) => 8 + 30 * rhythmAt("customers", moment) + random.normal());
  const metrics: readonly (readonly [(typeof rds)[keyof typeof rds], () => Course])[] = [
    [rds.freeableMemory, () => state.memory.map((used) => (1 - used) * memory)],
    [rds.swap, () => state.swapBytes],
    [rds.cpu, busy],
    [rds.freeStorage, () => state.storage.map((used) => Math.max(0, 1 - used) * storage.bytes)],
    [
      rds.connections,
      () => state.connections.map((used, at) => (state.reachable[at] ? Math.round(used * maxConnections) : 0)),
    ],
  ];
  return metrics.map(([metric, values]) => exposed(metric, target, labels, () => minuteByMinute(values(), world)));
}

const minute = minutes(1).milliseconds;

function minuteByMinute(values: Course, { timeline }: World): Course {
  let known = values[0] ?? NaN;
  return course(timeline, (index, moment) => {
    const newMinute = Math.floor(moment / minute) !== Math.floor((timeline.at[index - 1] ?? 0) / minute);
    if (newMinute) known = values[Math.max(0, index - 1)] ?? NaN;
    return known;
  });
}

function postgresTold(database: Database, world: World): ExposedSeries[] {
  const { targets, timeline, seed } = world;
  const target = targets.find(({ job }) => job === `${useName(database)}-postgres`);
  if (!target) return [];
  const state = databaseState(database, world);
  const random = randomOf(seed, "postgres", database.name);
  const own = { db_instance: database.name };
  const ofDatabase = { ...own, datname: "shop" };
  /** While the exporter cannot connect it knows nothing. */
  const known = (of: () => Course) => () => of().map((value, index) => (state.reachable[index] ? value : NaN));
  const fixed = (value: number) => known(() => always(timeline, value));
  const sessions = (which: string, wait: readonly [type: string, event: string], count: (index: number) => number) =>
    exposed(
      postgres.sessions,
      target,
      {
        ...ofDatabase,
        state: which,
        usename: "shop",
        application_name: "shop-api",
        backend_type: "client backend",
        wait_event_type: wait[0],
        wait_event: wait[1],
      },
      known(() => course(timeline, count)),
    );
  const inUse = (index: number) => Math.round((state.connections[index] ?? 0) * maxConnections);
  const locked = (index: number) => Math.round(state.locks[index] ?? 0);
  const working = (index: number) => Math.round(0.1 * inUse(index));
  const blocks = (perSecond: number) =>
    known(() => {
      const rhythm = course(timeline, (_, moment) => 0.2 + rhythmAt("customers", moment));
      return counted(timeline, (index, seconds) => random.poisson(perSecond * seconds * (rhythm[index] ?? 0)));
    });
  const statement = { ...ofDatabase, user: "shop", queryid: "7231964510847" };
  return [
    exposed(postgres.up, target, own, () => state.reachable),
    exposed(postgres.collected, target, { ...own, collector: "stat_database" }, () => state.reachable),
    exposed(postgres.maxConnections, target, own, fixed(maxConnections)),
    sessions("idle", ["Client", "ClientRead"], (at) => Math.max(0, inUse(at) - working(at) - locked(at))),
    sessions("active", ["", ""], working),
    sessions("active", ["Lock", "transactionid"], locked),
    exposed(
      postgres.oldestTransaction,
      target,
      own,
      known(() => state.oldest),
    ),
    exposed(
      postgres.size,
      target,
      ofDatabase,
      known(() => state.storage.map((used) => 0.9 * used * database.storage.bytes)),
    ),
    exposed(postgres.transactionAge, target, ofDatabase, fixed(120e6)),
    exposed(postgres.blocksFound, target, { ...ofDatabase, datid: "16401" }, blocks(9000)),
    exposed(postgres.blocksRead, target, { ...ofDatabase, datid: "16401" }, blocks(45)),
    exposed(postgres.deadlocks, target, { ...ofDatabase, datid: "16401" }, fixed(2)),
    exposed(
      postgres.statementSeconds,
      target,
      statement,
      known(() => counted(timeline, (_, seconds) => 0.4 * seconds)),
    ),
    exposed(
      postgres.statementCalls,
      target,
      statement,
      known(() => counted(timeline, (_, seconds) => 30 * seconds)),
    ),
    exposed(
      postgres.replicaLag,
      target,
      { ...own, application_name: "reports", client_addr: "10.2.0.7", slot_name: "4711", state: "streaming" },
      known(() => course(timeline, () => 2e6 * random.uniform())),
    ),
    exposed(
      postgres.slotLag,
      target,
      { ...own, slot_name: "reports" },
      known(() => course(timeline, () => 2e7 * random.uniform())),
    ),
  ];
}
