import type { Bytes, Cores } from "../units/quantities";
import type { Criticality } from "./criticality";
import { rememberOrigin } from "./origin";
import type { Team } from "./team";

/** The pods of a Deployment in Kubernetes. */
export interface Workload {
  readonly kind: "workload";
  /** Name of the workload, `[a-z0-9-]`: that of the HTTP service that runs in it; becomes the label `service`. */
  readonly name: string;
  /** What it is and who suffers when it fails, in a sentence or two. */
  readonly description: string;
  readonly owner: Team;
  readonly criticality: Criticality;
  readonly namespace: string;
  readonly deployment: string;
  /**
   * Limits of one pod, all its containers together, as its manifest has them: panels show them. What is alerted on is a
   * share of what the cluster says of each container, for there it is throttled and killed.
   */
  readonly limits: { readonly cpu: Cores; readonly memory: Bytes };
}

/** States the pods of a Deployment; nothing is checked here: `checkSystem` reports all that is wrong at once. */
export const workload = (facts: Omit<Workload, "kind">): Workload => rememberOrigin({ kind: "workload", ...facts });

/**
 * Limits of a workload, as far as they are stated. Past the types one may be missing, or all of them: that is a
 * finding, and must not stop the run that reports it.
 */
export const statedLimits = ({ limits = {} }: { readonly limits?: Partial<Workload["limits"]> }) => limits;

/** What Kubernetes draws random names from, without vowels (k8s.io/apimachinery/pkg/util/rand). */
const random = "[b-df-hj-np-tv-xz24-9]";

/**
 * A regular expression for the names of a Deployment's pods: its own, the hash of the replica set, five characters.
 * Pods of a Deployment, a Job or a StatefulSet whose name begins alike do not match: `mes-api-worker-…`,
 * `mes-api-migrate-…`, `mes-api-db-0`.
 */
export const podsOf = ({ deployment }: Pick<Workload, "deployment">): string => `${deployment}-${random}+-${random}{5}`;
