import type { ElasticsearchSettings } from "../environments/elk";
import type { Environment } from "../environments/environment";
import type { Bytes } from "../units/quantities";
import type { Demand } from "./demand";
import { headroom } from "./demand";

/** The same environment with as much of everything as is needed: a larger Prometheus, more nodes of Elasticsearch. */
export function enoughFor(environment: Environment, demands: readonly Demand[]): Environment {
  const { prometheus, elk } = environment;
  const { longTerm } = prometheus;
  const { hot, warm } = elk.elasticsearch;
  const times = (component: Demand["component"], ...of: readonly Demand["of"][]): number =>
    Math.max(
      1,
      ...demands
        .filter((demand) => demand.component === component && of.includes(demand.of))
        .map(({ needs, has }) => needs.high / (headroom * has)),
    );
  const larger = ({ bytes }: Bytes, by: number): Bytes => ({ bytes: bytes * by });
  const more = <Tier extends ElasticsearchSettings["hot"]>(tier: Tier, by: number): Tier => ({
    ...tier,
    replicas: Math.ceil(tier.replicas * by),
  });
  return {
    ...environment,
    prometheus: {
      ...prometheus,
      memory: larger(prometheus.memory, times("Prometheus", "memory")),
      storage: larger(prometheus.storage, times("Prometheus", "disk")),
      ...(longTerm && {
        longTerm: {
          ...longTerm,
          ingester: {
            ...longTerm.ingester,
            memory: larger(longTerm.ingester.memory, times("Mimir, ingester", "memory")),
            storage: larger(longTerm.ingester.storage, times("Mimir, ingester", "disk")),
          },
        },
      }),
    },
    elk: {
      ...elk,
      elasticsearch: {
        ...elk.elasticsearch,
        hot: more(hot, times("Elasticsearch, hot", "disk", "memory")),
        ...(warm && { warm: more(warm, times("Elasticsearch, warm", "disk", "memory")) }),
      },
    },
  };
}
