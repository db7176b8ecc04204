import type { HttpService } from "./http-service";
import type { Team } from "./team";

/** Everything that is monitored. */
export interface System {
  readonly title: string;
  /** Where this repository is read in a browser: runbook links start with it. */
  readonly repository: `https://${string}`;
  /** Owns the monitoring itself. */
  readonly platformTeam: Team;
  readonly services: readonly HttpService[];
}

/** The names of all teams that own something, each once. */
export const ownersOf = ({ platformTeam, services }: System): string[] => [
  ...new Set([platformTeam, ...services.map(({ owner }) => owner)].map(({ name }) => name)),
];
