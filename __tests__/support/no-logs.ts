import type { NoLogs } from "../../logs/target";

/** For slices that are made alone: what they log, and the way there, is another test's (log-links). */
export const noLogs: NoLogs = { noLogs: "made alone, without Elasticsearch" };
