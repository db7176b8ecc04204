/** Replicas are there for the day on which a node or a zone fails: how Kubernetes is told to keep them apart. */

/** Label of nodes, whose values are the zones. */
export const zoneLabel = "topology.kubernetes.io/zone";

/** Pod disruption budget: however many pods a drain of nodes asks for, one stays. */
export const disruptionBudget = { minAvailable: 1 } as const;

/** A topology spread constraint of pods, as Kubernetes names the fields. */
export interface TopologySpreadConstraint {
  readonly maxSkew: number;
  readonly topologyKey: string;
  readonly whenUnsatisfiable: "ScheduleAnyway" | "DoNotSchedule";
  readonly labelSelector: { readonly matchLabels: Readonly<Record<string, string>> };
}

/**
 * Spreads the pods of a release over zones, as far as there are any: one zone is better than no pod.
 *
 * @param label by which its pods are told, if not by the usual one
 */
export const overZones = (release: string, label = "app.kubernetes.io/instance"): TopologySpreadConstraint[] => [
  {
    maxSkew: 1,
    topologyKey: zoneLabel,
    whenUnsatisfiable: "ScheduleAnyway",
    labelSelector: { matchLabels: { [label]: release } },
  },
];
