import type { Environment } from "../environments/environment";
import type { Finding } from "../findings/finding";
import { within } from "../findings/finding";
import { checkCapacity } from "../logs/check-capacity";
import type { Capacity } from "./capacity";
import { checkCluster, checkTier } from "./check-elasticsearch";
import { checkIngester } from "./check-mimir";
import { checkOne, checkPrometheus } from "./check-prometheus";
import type { Demand } from "./demand";
import { verdictOf } from "./demand";

/**
 * Whether the environment has what the description will take, as far as it can be told before. What cannot be is an
 * error, what leaves less than a fifth a warning: estimates are no more exact than that.
 */
export const checkGrowth = (
  { name, prometheus, elk }: Pick<Environment, "name" | "prometheus" | "elk">,
  capacity: Capacity,
): Finding[] => [
  ...checkCapacity({ name, elk }, capacity.logging),
  ...within(name, [
    ...capacity.demands.flatMap((demand) => checkDemand(demand, capacity, prometheus)),
    ...checkOne(capacity, prometheus),
  ]).map((finding) => ({ ...finding, source: `environments/${name}.ts` })),
];

function checkDemand(demand: Demand, capacity: Capacity, prometheus: Environment["prometheus"]): Finding[] {
  if (verdictOf(demand) === "enough") return [];
  switch (demand.component) {
    case "Prometheus":
      return checkPrometheus(demand, capacity, prometheus);
    case "Mimir, ingester":
      return checkIngester(demand, capacity);
    case "Elasticsearch, hot":
      return checkTier(demand, "hot");
    case "Elasticsearch, warm":
      return checkTier(demand, "warm");
    case "Elasticsearch":
      return checkCluster(demand);
  }
}
