import type { Bytes, Percent } from "../units/quantities";
import { percent } from "../units/quantities";
import type { Criticality } from "./criticality";
import { memoryOfClass } from "./instance-classes";
import type { Levels } from "./levels";
import type { LogFacts } from "./logs";
import { rememberOrigin } from "./origin";
import type { Team } from "./team";

/** A PostgreSQL instance in Amazon RDS. */
export interface Database {
  readonly kind: "database";
  /** Name of the database, `[a-z0-9-]`: the value of the instance's tag `monitoring`, by which it is found in AWS. */
  readonly name: string;
  /** What it is and who suffers when it fails, in a sentence or two. */
  readonly description: string;
  readonly owner: Team;
  readonly criticality: Criticality;
  /**
   * Instance class as AWS calls it, `db.m6g.large`: CloudWatch tells how much memory is free, and never of how much.
   */
  readonly instanceClass: string;
  /** How much memory the instance has. @default what model/instance-classes.ts says of its class */
  readonly memory?: Bytes;
  /** Allocated storage. */
  readonly storage: Bytes;
  /** Shares of `max_connections` that are too many. @default a ticket at 80 %, a page at 95 % */
  readonly connections?: Levels<Percent>;
  readonly logs: LogFacts;
}

/** States a database; nothing is checked here: `checkSystem` reports all that is wrong at once. */
export const database = (facts: Omit<Database, "kind">): Database => rememberOrigin({ kind: "database", ...facts });

/**
 * How much memory a database has. NaN where it is not stated and nobody knows the class, which is a finding: what is
 * calculated from it is no number either.
 */
export const memoryOf = ({ memory, instanceClass }: Database): Bytes =>
  memory ?? memoryOfClass(instanceClass) ?? { bytes: NaN };

export const connectionLevels = ({ connections }: Database): Levels<Percent> =>
  connections ?? { ticket: percent(80), page: percent(95) };
