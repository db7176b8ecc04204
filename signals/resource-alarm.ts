import { recorded } from "../promql/metric";
import type { SignalKind } from "./signal";

/** How close a resource is to its alerts, whatever they are about: where to look first when what needs it fails. */
export const resourceAlarm = {
  id: "resource-alarm",
  title: "Alarm level",
  method: "errors",
  unit: "times",
  absentMeans: "unknown",
  normally: "How close a resource is to its alerts: at 1 one of them stands.",
  noAlert: "made of the values of the alerts themselves",
  ratio: recorded(
    "monitoring:resource_alarm:ratio",
    ["resource"],
    "largest value of a resource's alerts over its threshold",
  ),
} as const satisfies SignalKind & Record<string, unknown>;
