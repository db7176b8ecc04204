import type { Bytes, Cores } from "../units/quantities";
import type { Criticality } from "./criticality";
import { rememberOrigin } from "./origin";
import type { Team } from "./team";

/** The pods of a Deployment in Kubernetes. */
export interface Workload {
  readonly kind: "workload";
  /** `[a-z0-9-]`; becomes the label `service`: called like the HTTP service that runs in it. */
  readonly name: string;
  /** What it is and who suffers when it fails, in a sentence or two. */
  readonly description: string;
  readonly owner: Team;
  readonly criticality: Criticality;
  readonly namespace: string;
  readonly deployment: string;
  /** Of one pod, all its containers together, as its manifest has them: utilisation is a share of these. */
  readonly limits: { readonly cpu: Cores; readonly memory: Bytes };
}

/** States the pods of a Deployment; nothing is checked here: `checkSystem` reports all that is wrong at once. */
export const workload = (facts: Omit<Workload, "kind">): Workload => rememberOrigin({ kind: "workload", ...facts });

/** A regular expression for the names of a Deployment's pods: another one whose name goes on with a hyphen has one part more. */
export const podsOf = ({ deployment }: Pick<Workload, "deployment">): string => `${deployment}-[^-]+-[^-]+`;
