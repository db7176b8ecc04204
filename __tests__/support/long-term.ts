import type { Environment } from "../../environments/environment";
import type { LongTermStore } from "../../environments/long-term";
import { production } from "../../environments/production";
import { cores, days, gibibytes } from "../../units/quantities";

export const longTerm: LongTermStore = {
  bucket: "example-shop-production-series",
  keepFor: days(400),
  shards: 3,
  ingester: { cpu: cores(2), memory: gibibytes(16), storage: gibibytes(100), storageClass: "gp3" },
  gateway: { cpu: cores(0.5), memory: gibibytes(4), storage: gibibytes(50) },
  compactor: { cpu: cores(1), memory: gibibytes(4), storage: gibibytes(100) },
  stateless: { cpu: cores(0.5), memory: gibibytes(2) },
};

/** Production, were there more series than one Prometheus holds. No environment has that yet: tests do. */
export const grown: Environment = { ...production, prometheus: { ...production.prometheus, longTerm } };
