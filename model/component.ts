import type { Broker } from "./broker";
import type { Criticality } from "./criticality";
import type { Database } from "./database";
import type { HttpService } from "./http-service";
import { literal } from "../findings/regex";
import type { LogFacts } from "./logs";
import type { System } from "./system";
import type { Team } from "./team";
import { podsOf } from "./workload";

/** Whatever writes logs of its own, and is told apart by them. */
export interface Component {
  /** Name in the description: `service.name` of all that it writes. */
  readonly name: string;
  readonly description: string;
  readonly owner: Team;
  readonly criticality: Criticality;
  readonly logs: LogFacts;
  /** What the component is: it decides which pipeline reads its logs, and which questions are asked of them. */
  readonly is: ComponentKind;
  readonly source: LogSource;
}

export type ComponentKind =
  | { readonly kind: "http"; readonly service: HttpService }
  | { readonly kind: "broker"; readonly broker: Broker }
  | { readonly kind: "database"; readonly database: Database }
  | { readonly kind: "platform" };

/** Where the lines of a component are found: in the containers of pods, or where AWS keeps them. */
export type LogSource = PodLogs | RdsLogs;

export interface PodLogs {
  readonly kind: "pods";
  readonly namespace: string;
  /** A regular expression (RE2) for the whole name of a pod. @default all pods of the namespace */
  readonly pods?: string;
}

/** Logs that RDS exports to CloudWatch; no node of the cluster has ever seen them. */
export interface RdsLogs {
  readonly kind: "rds";
}

/** Name of the component that is the monitoring itself. */
export const platformComponent = "platform";

export const serviceComponent = (service: HttpService): Component => ({
  ...commonOf(service),
  is: { kind: "http", service },
  source: { kind: "pods", namespace: service.workload.namespace, pods: podsOf(service.workload) },
});

export const databaseComponent = (database: Database): Component => ({
  ...commonOf(database),
  is: { kind: "database", database },
  source: { kind: "rds" },
});

export const brokerComponent = (broker: Broker): Component => ({
  ...commonOf(broker),
  is: { kind: "broker", broker },
  source: { kind: "pods", namespace: broker.namespace, pods: `${literal(broker.statefulSet)}-[0-9]+` },
});

/**
 * The components of a system, in the order of its description. The monitoring itself, all that runs in `namespace`, is
 * the last.
 */
export const componentsOf = (system: System, namespace: string): Component[] => [
  ...system.services.map(serviceComponent),
  ...system.resources.flatMap((resource) => {
    switch (resource.kind) {
      case "database":
        return [databaseComponent(resource)];
      case "broker":
        return [brokerComponent(resource)];
      case "workload":
      case "bucket":
        return [];
    }
  }),
  {
    name: platformComponent,
    description: "The monitoring itself: whoever is not told of a fault may find here why.",
    owner: system.platformTeam,
    criticality: "standard",
    logs: system.platformLogs,
    is: { kind: "platform" },
    source: { kind: "pods", namespace },
  },
];

const commonOf = ({ name, description, owner, criticality, logs }: HttpService | Database | Broker) => ({
  name,
  description,
  owner,
  criticality,
  logs,
});
