import type { Environment } from "../environments/environment";
import type { LogTarget, NoLogs } from "../logs/target";
import type { ContentFolder } from "./content-folder";

/** What the construct of every slice is given besides what it monitors. */
export interface Surroundings {
  /** Says how large exporters are, and how they reach what they measure. */
  readonly environment: Environment;
  /** URL at which this repository is read: links to its pages begin with it. */
  readonly repository: string;
  /** Holds the folder of the slice. */
  readonly folder: ContentFolder;
  /** Data view of what the thing logs, or why there is none. */
  readonly logs: LogTarget | NoLogs;
}
