import { mixins } from "./mixins";
import type { Peer } from "./peer";
import { thresholds } from "./thresholds";

/** Published rules that this project's alerts are measured against. */
export const peers: readonly Peer[] = [thresholds, mixins];
