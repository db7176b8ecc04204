import type { Database } from "../../../model/database";
import type { Labels } from "../../../promql/labels";
import { postgres } from "../../../signals/contracts/postgres";
import type { Duration } from "../../../units/quantities";
import { hours, inSeconds, minutes, round, times, together } from "../../../units/quantities";
import { another } from "../../stories/another";
import type { Pace } from "../../stories/course";
import { counter, gauge, leadIn, suddenly } from "../../stories/course";
import type { Told } from "../../stories/level";
import { levelBesideOthers, stands } from "../../stories/level";
import type { InputSeries } from "../../stories/series";
import { shaped } from "../../stories/series";
import type { Stories, Story } from "../../stories/story";

type Measured = (typeof postgres)["up" | "sessions" | "replicaLag" | "slotLag" | "transactionAge"];

export const server = (metric: Measured, db_instance: string, values: string, labels: Labels = {}): InputSeries =>
  shaped(metric, { db_instance, ...labels }, values);

/** A gauge of the database and of another. */
const gaugesOf =
  ({ name }: Database, metric: Measured, labels: Labels = {}): Told =>
  (course, others) => [
    server(metric, name, gauge(course), labels),
    server(metric, another(name), gauge(others), labels),
  ];

export const labelsOf = ({ name }: Database) => ({ db_instance: name });

export const reachableStories = (database: Database, pendingFor: Duration): Stories =>
  levelBesideOthers({
    pendingFor,
    usual: 1,
    beyond: 0,
    told: gaugesOf(database, postgres.up),
    labels: labelsOf(database),
  });

/** Stories of the alert on a database's oldest transaction. @param at age in seconds at which the alert stands */
export const oldestTransactionStories = (database: Database, at: number, pendingFor: Duration): Stories =>
  levelBesideOthers({
    pendingFor,
    usual: 1,
    near: 0.98 * at,
    beyond: 1.02 * at,
    told: gaugesOf(database, postgres.oldestTransaction),
    labels: labelsOf(database),
  });

/**
 * Stories of the alert on a database's transaction ids.
 * @param at the share of them at which the alert stands
 * @param all number of ids that there are
 */
export const transactionIdStories = (database: Database, at: number, all: number, pendingFor: Duration): Stories =>
  levelBesideOthers({
    pendingFor,
    usual: 0.05 * all,
    near: Math.round(0.98 * at * all),
    beyond: Math.round(1.02 * at * all),
    told: gaugesOf(database, postgres.transactionAge),
    labels: labelsOf(database),
  });

/** Stories of the alert on a replica that lags. @param at bytes behind at which the alert stands */
export function replicationStories(database: Database, at: number, pendingFor: Duration): Stories {
  const { name } = database;
  const level = { pendingFor, usual: 0, near: 0.98 * at, beyond: 1.02 * at, labels: labelsOf(database) };
  const { fires, ...others } = levelBesideOthers({ ...level, told: gaugesOf(database, postgres.replicaLag) });
  const gone = {
    when: "the replica is gone, and more than that is kept for it",
    given: [
      server(
        postgres.replicaLag,
        name,
        gauge([
          { for: leadIn, at: 0 },
          { for: hours(3), is: "ended" },
        ]),
      ),
      server(postgres.slotLag, name, gauge(suddenly(0, level.beyond))),
    ],
    at: stands(pendingFor),
    labels: [level.labels],
  } as const;
  return { ...others, fires: [...fires, gone] };
}

/**
 * Stories of the alert on deadlocks.
 * @param at number of transactions that may be aborted
 * @param within time in which they may
 */
export function deadlockStories(database: Database, at: number, within: Duration, pendingFor: Duration): Stories {
  const { name } = database;
  const counted = (of: string, paces: readonly Pace[]) =>
    shaped(postgres.deadlocks, { db_instance: of }, counter(paces));
  const perSecond = (often: number, lasts = within) => round((often * at) / inSeconds(lasts));
  const none: Pace = { for: hours(5), perSecond: 0 };
  const story = (when: string, look: Duration, paces: readonly Pace[], others: readonly Pace[] = [none]): Story => ({
    when,
    given: [counted(name, paces), counted(another(name), others)],
    at: look,
  });
  const evenly = (often: number): Pace => ({ for: hours(5), perSecond: perSecond(often) });
  const long = together(within, within, within, minutes(30));
  const burst: Pace[] = [{ for: leadIn, perSecond: 0 }, { for: minutes(1), perSecond: perSecond(2, minutes(1)) }, none];
  return {
    quiet: [
      story("somewhat fewer are aborted in each hour", long, [evenly(0.9)]),
      story("twice as many were aborted a moment ago", together(leadIn, times(pendingFor, 0.6)), burst),
      story("those are aborted in another", long, [evenly(0.9)], [evenly(1.2)]),
    ],
    fires: [
      {
        ...story("somewhat more are aborted in each hour", together(within, minutes(20)), [evenly(1.1)]),
        labels: [labelsOf(database)],
      },
    ],
  };
}
