import { elkName, elkPodLabels, namespace } from "../../environments/names";
import type { Team } from "../../model/team";
import { minutes } from "../../units/quantities";
import type { AlertRule } from "../alert";

export interface ElkAlertFacts {
  /** Owner of the alerts: the team that keeps the monitoring itself. */
  readonly owner: Team;
  /** Whether snapshots are taken. */
  readonly snapshots: boolean;
}

/**
 * Fields that all alerts on the ELK cluster share. None of them wakes anybody: who buys or produces waits for no log,
 * and what cannot be stored waits in the queues, for most of a day.
 */
export const common = ({ owner }: ElkAlertFacts, kind: string) =>
  ({
    id: `elk-${kind}`,
    kind: `elk-${kind}`,
    severity: "ticket",
    owner,
    about:
      "Elasticsearch, Logstash and Filebeat, which keep the logs. Whoever looks for a cause finds it there, or nothing.",
    labels: { resource: "elk" },
    keepFiringFor: minutes(5),
  }) as const satisfies Partial<AlertRule>;

/** The command that lists the pods of a part. */
export const podsOf = (part: keyof typeof elkPodLabels): string =>
  `kubectl -n ${namespace} get pods -l ${elkPodLabels[part]}=${elkName}`;

/** What missing data means to the alerts on the ELK cluster; not to the one that tells of its exporters. */
export const toldByExporters = {
  means: "healthy",
  because: "that the exporters measure nothing is told by an alert of its own, once",
} as const;
