import type { HttpService } from "./http-service";
import type { LogFacts } from "./logs";
import type { PlannedMetric } from "./plan";
import type { Resource } from "./resource";
import type { Team } from "./team";

/** Everything that is monitored. */
export interface System {
  readonly title: string;
  /** Where this repository is read in a browser: runbook links start with it. */
  readonly repository: `https://${string}`;
  /**
   * GitHub's numbers of the repository's owner and of the repository, where they stand in its tokens: docs/delivery.md.
   * @default they do not: so it is of repositories older than July 2026
   */
  readonly repositoryIds?: { readonly owner: number; readonly repository: number };
  /** Team that owns the monitoring itself. */
  readonly platformTeam: Team;
  /** Logs that the monitoring itself writes. */
  readonly platformLogs: LogFacts;
  readonly services: readonly HttpService[];
  readonly resources: readonly Resource[];
  /** Metrics that have to be measured, whatever else is. */
  readonly plan: readonly PlannedMetric[];
}

/** The names of all teams that own something, each once. */
export const ownersOf = ({ platformTeam, services, resources }: System): string[] => [
  ...new Set([platformTeam, ...[...services, ...resources].map(({ owner }) => owner)].map(({ name }) => name)),
];
