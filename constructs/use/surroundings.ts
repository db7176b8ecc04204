import type { Environment } from "../../environments/environment";

/** What every kind of resource is measured in. */
export interface Surroundings {
  /** Says how large exporters are, and how they reach what they measure. */
  readonly environment: Environment;
  /** Where this repository is read: runbook links begin with it. */
  readonly repository: string;
}
