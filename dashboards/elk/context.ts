import type { ElkAlerts } from "../../alerts/elk/alerts";

/** What the panels of the ELK cluster are made from. */
export interface Context {
  readonly alerts: ElkAlerts;
}

/** Two to a line. */
export const half = { width: 12, height: 7 } as const;

/** Four to a line. */
export const quarter = { width: 6, height: 7 } as const;

/** Three to a line. */
export const third = { width: 8, height: 7 } as const;
