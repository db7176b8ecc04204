import type { HttpService } from "./http-service";

/** Everything that is monitored. */
export interface System {
  readonly title: string;
  /** Where this repository is read in a browser: runbook links start with it. */
  readonly repository: `https://${string}`;
  readonly services: readonly HttpService[];
}
