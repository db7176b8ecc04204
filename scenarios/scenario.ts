import type { Weekday } from "../environments/environment";
import type { Duration } from "../units/quantities";
import { milliseconds } from "../units/quantities";
import type { Fault } from "./fault";

/**
 * A stretch of hours in the life of the system: what breaks in it, and what has to be noticed of that. The traffic of
 * the weekday and hour, with its noise, comes by itself (simulation/world).
 */
export interface Scenario {
  /** Unique name, `[a-z0-9-]`: what `--scenario` is given. */
  readonly name: string;
  /** What happens, in a sentence. */
  readonly title: string;
  readonly family: Family;
  /**
   * When the stretch begins that is looked at closely, in UTC. The days before it were healthy, but for a fault that is
   * older.
   */
  readonly begins: { readonly weekday: Weekday; readonly hour: number };
  readonly lasts: Duration;
  /** What happens: faults, and what looks like a fault and is none: a deploy, a batch. */
  readonly faults: readonly Fault[];
  /** What somebody must be told; `nothing` on a day that is to be quiet. */
  readonly due: readonly [Due, ...Due[]] | "nothing";
}

/** Kinds of what can go wrong; for each there is a scenario in either set. */
export const families = [
  "errors-fast",
  "errors-slow",
  "latency-service",
  "latency-route",
  "endpoint",
  "traffic-gone",
  "unreachable",
  "memory-leak",
  "cpu",
  "pods",
  "queue-growth",
  "consumers-gone",
  "broker",
  "database",
  "storage",
  "storage-growth",
  "target-gone",
  "exporter-gone",
  "rules-failing",
  "quiet",
] as const;
export type Family = (typeof families)[number];

/** Something that somebody must be told, and by when. */
export interface Due {
  /** `page`: somebody is woken; `ticket`: somebody finds it in the morning, and must not be woken. */
  readonly severity: "page" | "ticket";
  /**
   * What it is about: services, resources, or `platform` for the monitoring itself. An alert of any of these will do,
   * which is one that carries the name as `service` or `resource`, or neither of them for the platform.
   */
  readonly of: readonly [string, ...string[]];
  /**
   * When the fault begins that it is about, since the beginning of the scenario, where another began before it.
   * @default the first fault
   */
  readonly since?: Duration;
  /** Deadline, from the fault that it is about; from the beginning of the scenario, where that is older. */
  readonly within: Duration;
  /**
   * Reason for the deadline: what becomes of users, of the budget or of the disk. Never what our alerts happen to do.
   */
  readonly because: string;
}

/** The name under which {@link Due.of} means the monitoring itself. */
export const platformItself = "platform";

/** What is due, each thing once; nothing of a quiet day. */
export const dueOf = ({ due }: Pick<Scenario, "due">): readonly Due[] => (due === "nothing" ? [] : due);

/** When the first fault begins, since the beginning of the scenario: from then on deadlines count. */
export const firstFault = ({ faults }: Pick<Scenario, "faults">): Duration =>
  milliseconds(faults.length === 0 ? 0 : Math.max(0, Math.min(...faults.map(({ from }) => from.milliseconds))));

/** When what is due could be told first, since the beginning of the scenario. */
export const dueSince = ({ since }: Due, scenario: Pick<Scenario, "faults">): Duration => since ?? firstFault(scenario);

/** States a scenario; nothing is checked here: `checkScenario` reports all that is wrong at once. */
export const scenario = (facts: Scenario): Scenario => facts;
