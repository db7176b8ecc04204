import { elkName, elkPodLabels } from "../../environments/names";

const oneNode = "kubernetes.io/hostname";
/** Label by which the operator tells the node sets apart. */
const nodeSetLabel = "elasticsearch.k8s.elastic.co/statefulset-name";

/**
 * No two pods of a node set on one machine: it would take two masters with it, or both copies of a shard. Other pods of
 * the cluster may share it, if there is no better place; to say the one is to repeat the other, which is the operator's
 * default.
 */
export const awayFromEachOther = (nodeSet: string) => ({
  podAntiAffinity: {
    requiredDuringSchedulingIgnoredDuringExecution: [
      { labelSelector: { matchLabels: { [nodeSetLabel]: nodeSet } }, topologyKey: oneNode },
    ],
    preferredDuringSchedulingIgnoredDuringExecution: [
      {
        weight: 100,
        podAffinityTerm: {
          labelSelector: { matchLabels: { [elkPodLabels.elasticsearch]: elkName } },
          topologyKey: oneNode,
        },
      },
    ],
  },
});
