import type { AlertRule } from "../alert";
import { heap, red, shardLimit, unassigned } from "./cluster";
import type { ElkAlertFacts } from "./common";
import { filebeatMissing } from "./filebeat";
import { absent, deadLetters, notLeaving, queueFull, stopped } from "./pipeline";
import { blocked, disk, snapshotMissing, stuck } from "./storage";

/** The rules about the ELK cluster, by what they are about. */
export const elkAlerts = (facts: ElkAlertFacts) => ({
  red: red(facts),
  unassigned: unassigned(facts),
  disk: disk(facts),
  blocked: blocked(facts),
  heap: heap(facts),
  shardLimit: shardLimit(facts),
  stuck: stuck(facts),
  stopped: stopped(facts),
  notLeaving: notLeaving(facts),
  filebeatMissing: filebeatMissing(facts),
  queueFull: queueFull(facts),
  deadLetters: deadLetters(facts),
  absent: absent(facts),
  ...snapshots(facts),
});

export type ElkAlerts = ReturnType<typeof elkAlerts>;

const snapshots = (facts: ElkAlertFacts): { readonly snapshotMissing?: AlertRule } =>
  facts.snapshots ? { snapshotMissing: snapshotMissing(facts) } : {};
