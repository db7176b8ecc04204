import type { Built } from "../../coverage/built";
import type { Monitored } from "../../model/resource";
import { sliceNameOf } from "../../model/resource";
import type { AbsentMeans } from "../../signals/signal";

/** A metric of the plan, and the recorded series in which Prometheus has it. */
export interface PlannedSeries {
  readonly number: number;
  readonly title: string;
  readonly series: readonly string[];
  /** Labels, with their values, of those series that are meant. */
  readonly of: Readonly<Record<string, string>>;
  readonly labels: readonly string[];
  readonly absentMeans: AbsentMeans;
}

/** Metrics of the plan that this environment has: where there is no AWS, nothing of it is missed. */
export function plannedSeries({ plan, slices, notHere }: Pick<Built, "plan" | "slices" | "notHere">): PlannedSeries[] {
  return plan
    .filter(({ of }) => !notHere.has(sliceNameOf(of)))
    .flatMap(({ number, title, of, signal, labels }) => {
      const slice = slices.find(({ name }) => name === sliceNameOf(of));
      const found = slice?.signals.find(({ id }) => id === signal);
      if (!found) return [];
      const series = found.series.map(({ metric }) => metric.name);
      return [{ number, title, series, of: selected(of), labels, absentMeans: found.absentMeans }];
    });
}

/** A broker is the only one, and its name no label. */
function selected(of: Monitored): Readonly<Record<string, string>> {
  if (!("kind" in of)) return { service: of.name };
  switch (of.kind) {
    case "workload":
      return { service: of.name };
    case "database":
      return { db_instance: of.name };
    case "bucket":
      return { bucket: of.name };
    case "broker":
      return {};
  }
}
