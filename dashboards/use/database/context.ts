import type { DatabaseAlerts } from "../../../alerts/use/database";
import type { Database } from "../../../model/database";

/** What the panels of a database are made from. */
export interface Context {
  readonly database: Database;
  readonly alerts: DatabaseAlerts;
}

/** Matcher of a database's series, as all of them name it. */
export const of = ({ database: { name } }: Context) => ({ db_instance: name });
