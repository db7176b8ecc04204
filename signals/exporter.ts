import type { SignalKind } from "./signal";

/**
 * Whether exporters can be scraped, and so whether anybody measures at all. Prometheus writes `up` for each target
 * itself, so nothing is recorded.
 */
export const exporterUp = {
  id: "exporter-up",
  title: "Exporters that can be scraped",
  method: "errors",
  unit: "count",
  absentMeans: "broken",
  normally: "1, or 100 %, while all exporters answer; at 0 all other panels stand still.",
} as const satisfies SignalKind;

/** Whether Prometheus answers, and has something to say. */
export const prometheusAnswers = {
  id: "prometheus-answers",
  title: "Watchdog",
  method: "errors",
  unit: "count",
  absentMeans: "broken",
  normally: "1 as long as Prometheus scrapes and records; 0, or nothing, and no alert works.",
} as const satisfies SignalKind;
