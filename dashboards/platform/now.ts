import { firesAt } from "../../alerts/levels";
import { max, min, select } from "../../promql/build";
import { platform } from "../../signals/platform";
import { query, stat } from "../build";
import type { Panel } from "../panel";
import type { Context } from "./context";

export const targetsNow: Panel = stat("targets-now", platform.targets, {
  title: "Targets that answer, worst job",
  queries: [query("answer", min(select(platform.targets.up)))],
});

export const rulesNow = ({ alerts }: Context): Panel =>
  stat("rules-now", platform.rules, {
    title: "Rules lost, worst group",
    thresholds: [firesAt(alerts.rulesFail)[0]],
    queries: [query("lost", max(select(platform.rules.lost)))],
  });

export const storageNow = ({ alerts: { storageFull } }: Context): Panel =>
  stat("storage-now", platform.storage, {
    title: "Storage used",
    thresholds: firesAt(storageFull),
    queries: [query("used", max(select(platform.storage.used)))],
  });

export const fullIn: Panel = stat("full-in", platform.storage, {
  title: "Full in",
  description: "At the pace of the last day; a year at the most. Then the oldest samples go before their time.",
  unit: "seconds",
  queries: [query("full in", min(select(platform.storage.fullIn)))],
});
