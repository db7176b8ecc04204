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
    ["resource", "part"],
    "largest value of the alerts on a resource, or a part of it, over its threshold",
  ),
  page: recorded(
    "monitoring:resource_alarm:page_level",
    ["resource", "part"],
    "the same of those alerts that wake somebody, whether another tells of it or not",
  ),
} as const satisfies SignalKind & Record<string, unknown>;

/** Whether what is ill is told already: by the page of a service that needs it. */
export const toldByService = {
  id: "told-by-service",
  title: "Told by a service that needs it",
  method: "errors",
  unit: "times",
  absentMeans: "healthy",
  normally: "Nothing, but while a service pages for the resource: then how far beyond its level that service is.",
  noAlert: "made of the values of the alerts themselves",
  ratio: recorded(
    "monitoring:told_by_service:ratio",
    ["resource", "part", "services"],
    "level of the alerts that page for a resource's fault; absent while none does",
  ),
} as const satisfies SignalKind & Record<string, unknown>;
