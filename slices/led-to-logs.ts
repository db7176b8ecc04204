import type { AnyAlert } from "../alerts/alert";
import { withLogLinks } from "../dashboards/log-links";
import type { LogTarget, NoLogs } from "../logs/target";
import type { Measured, Slice } from "./slice";

/** A slice whose panels and alerts lead to what was logged; one of what logs nothing says so. */
export const ledToLogs = <Alert extends AnyAlert>(slice: Measured<Alert>, logs: LogTarget | NoLogs): Slice<Alert> => ({
  ...slice,
  logs,
  ...("view" in logs && { dashboard: withLogLinks(slice.dashboard, logs) }),
});
