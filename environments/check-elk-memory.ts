import type { Finding } from "../findings/finding";
import { errorUnless, within } from "../findings/finding";
import type { Bytes } from "../units/quantities";
import { gibibytes } from "../units/quantities";
import { bytesText } from "../units/text";
import type { ElkSettings } from "./elk";

/**
 * What the operator gives each of them of its own accord (elastic/cloud-on-k8s, `DefaultMemoryLimits`,
 * `DefaultMemoryLimit`).
 */
const least = gibibytes(2);

/**
 * Findings of parts of ELK that have less memory than they run in. Each of them starts with less, and is killed at its
 * limit later: Kibana when it loads its plugins, the others under load.
 */
export const checkElkMemory = ({ elasticsearch, kibana, logstash }: ElkSettings): Finding[] => {
  const { masters, hot, warm } = elasticsearch;
  return [
    ...within("elasticsearch", [
      ...(masters ? within("masters", enough(masters)) : []),
      ...within("hot", enough(hot)),
      ...(warm ? within("warm", enough(warm)) : []),
    ]),
    ...within("kibana", enough(kibana)),
    ...within("logstash", enough(logstash)),
  ];
};

const enough = ({ memory }: { readonly memory: Bytes }): Finding[] =>
  errorUnless(memory.bytes >= least.bytes, {
    id: "elk-memory-too-small",
    where: "memory",
    what: `${bytesText(memory)} are less than it runs in.`,
    why: "half of it is heap, and what lies beside the heap has no limit but this one: at it, the pod is killed.",
    fix: "memory: gibibytes(2)",
  });
