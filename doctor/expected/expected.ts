import type { NotificationPolicy } from "../../alerts/routing";
import type { Built } from "../../coverage/built";
import type { DeployedDashboard } from "../../deployed/dashboards";
import { dashboardsIn } from "../../deployed/dashboards";
import type { DeployedRule } from "../../deployed/deployed";
import { deployedIn } from "../../deployed/deployed";
import { policiesIn } from "../../deployed/policies";
import type { Environment } from "../../environments/environment";
import { datasources } from "../../environments/names";
import { certificateWatchedFrom, ownCertificate } from "../../environments/own-certificate";
import type { System } from "../../model/system";
import type { Part } from "../line";
import { elasticStack, programs } from "../../versions";
import type { ExpectedAlert } from "./alerts";
import { alertsIn } from "./alerts";
import type { ExpectedLogs } from "./logs";
import { logsIn } from "./logs";
import type { ExpectedContact } from "./notifications";
import { contactsIn, muteTimingsIn } from "./notifications";
import type { Scrape } from "./scrapes";
import { scrapesIn } from "./scrapes";
import type { PlannedSeries } from "./series";
import { plannedSeries } from "./series";

/** All that should be there, as the synthesized documents deploy it. */
export interface Expected {
  /** Whether targets are divided among several, and queries and rules are another program's. */
  readonly isSharded: boolean;
  readonly scrapes: readonly Scrape[];
  readonly rules: readonly DeployedRule[];
  readonly series: readonly PlannedSeries[];
  readonly alerts: readonly ExpectedAlert[];
  readonly contacts: readonly ExpectedContact[];
  readonly muteTimings: readonly string[];
  readonly policy?: NotificationPolicy;
  readonly dashboards: readonly DeployedDashboard[];
  /** UIDs of Grafana's data sources. */
  readonly datasources: readonly string[];
  /** Labels `service` of the probes that have to see a certificate. */
  readonly certificates: readonly string[];
  readonly logs: ExpectedLogs;
  readonly versions: Readonly<Record<Part, string>>;
}

export interface ExpectedProps {
  readonly documents: readonly unknown[];
  readonly built: Pick<Built, "plan" | "slices" | "notHere">;
  readonly system: System;
  readonly environment: Environment;
}

export function expectedOf({ documents, built, system, environment }: ExpectedProps): Expected {
  const policy = policiesIn(documents);
  return {
    isSharded: environment.prometheus.longTerm !== undefined,
    scrapes: scrapesIn(documents),
    rules: deployedIn(documents).rules,
    series: plannedSeries(built),
    alerts: alertsIn(documents),
    contacts: contactsIn(documents),
    muteTimings: muteTimingsIn(documents),
    ...(policy && { policy }),
    dashboards: dashboardsIn(documents),
    datasources: Object.values(datasources),
    certificates: certificateWatchedFrom(environment) === undefined ? [] : [ownCertificate.name],
    logs: logsIn(documents, system, environment),
    versions: { ...programs, Elasticsearch: elasticStack, Kibana: elasticStack },
  };
}
