import type { Environment } from "../environments/environment";
import type { LogTarget, NoLogs } from "../logs/target";
import type { ContentFolder } from "./content-folder";

/** What every slice is made in. */
export interface Surroundings {
  /** Says how large exporters are, and how they reach what they measure. */
  readonly environment: Environment;
  /** Where this repository is read: links to its pages begin with it. */
  readonly repository: string;
  /** Holds the folder of the slice. */
  readonly folder: ContentFolder;
  /** Where one reads what the thing logs. */
  readonly logs: LogTarget | NoLogs;
}
