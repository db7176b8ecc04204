import type { Levels } from "../../model/levels";
import { select } from "../../promql/build";
import { platform } from "../../signals/platform";
import { minutes, round } from "../../units/quantities";
import type { AlertRule } from "../alert";
import { atLevels } from "../levels";
import type { PlatformAlertFacts } from "./common";
import { common, toldByTargets } from "./common";
import { storageFailsStories, storageFullStories } from "./stories/storage";

/**
 * Up to the limit Prometheus makes room by throwing away the oldest samples. Past it, it does so no longer; the volume
 * is full at 1.18 times the limit at the earliest (environments/check.ts).
 */
const levels: Levels<number> = { ticket: 0.85, page: 1.1 };

const fullFor = minutes(15);

/** Within an hour. What fails once is tried again, every minute at the latest. */
const faults = 3;
const faultsFor = minutes(10);

export const storageFull = (facts: PlatformAlertFacts): Levels<AlertRule> =>
  atLevels(levels, (above, severity) => ({
    ...common(facts, "storage-full"),
    title: severity === "page" ? "The volume of Prometheus fills up" : "Prometheus is about to forget early",
    watches: platform.storage,
    value: select(platform.storage.used).expr,
    fires: { above },
    clears: round(above - 0.05),
    pendingFor: fullFor,
    absent: toldByTargets,
    summary: (value, threshold) =>
      `{{ $labels.pod }} uses ${value} of the storage it may use; the alert stands at ${threshold}.`,
    firstSteps: [
      'How long does it last? Panel "Full in".',
      'More series than before? Panels "Series in memory" and "Series against their budget".',
      'Above 100 %: does tidying fail? Panel "Faults of the storage".',
    ],
    stories: () => storageFullStories(above, fullFor),
  }));

export const storageFails = (facts: PlatformAlertFacts): AlertRule => ({
  ...common(facts, "storage-fails"),
  title: "Prometheus cannot keep its storage in order",
  severity: "ticket",
  watches: platform.storageFaults,
  value: select(platform.storageFaults.hourly).expr,
  fires: { above: faults },
  clears: 1,
  pendingFor: faultsFor,
  absent: toldByTargets,
  summary: () =>
    "{{ $labels.pod }} fails again and again to write, compact or truncate: its memory and its volume fill up.",
  firstSteps: [
    "What does it say? kubectl -n monitoring logs <pod> -c prometheus | grep -i error",
    'Is the volume full? Panel "Storage of Prometheus".',
  ],
  stories: () => storageFailsStories(faults, faultsFor),
});
