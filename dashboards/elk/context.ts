import type { ElkAlerts } from "../../alerts/elk/alerts";

/** What the panels of the ELK cluster are made from. */
export interface Context {
  readonly alerts: ElkAlerts;
}

/** Size of panels that stand two to a line. */
export const half = { width: 12, height: 7 } as const;

/** Size of panels that stand four to a line. */
export const quarter = { width: 6, height: 7 } as const;

/** Size of panels that stand three to a line. */
export const third = { width: 8, height: 7 } as const;
