import type { Levelled } from "../../alerts/levels";
import type { PlatformAlerts } from "../../alerts/platform/alerts";
import { alertPanel } from "../alert-panel";
import { query } from "../build";
import type { Panel } from "../panel";

/** What the panels of the platform are made from. */
export interface Context {
  readonly alerts: PlatformAlerts;
}

/** Size of panels that stand two to a line. */
export const half = { width: 12, height: 7 } as const;

/** A panel that shows both halves of an alert, what is critical and the rest, as if they were one. */
export function panelOfBoth(alert: Levelled, facts: { readonly legend: string; readonly description: string }): Panel {
  if (!("ticket" in alert)) return alertPanel(alert, { ...half, ...facts });
  const critical = query(`${facts.legend}, critical`, { expr: alert.page.value });
  return alertPanel(alert.ticket, { ...half, ...facts, beside: [critical] });
}
