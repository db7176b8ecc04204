import type { Resources } from "../resources";

/** The values in use of the chart grafana. */
export interface GrafanaValues {
  readonly replicas: number;
  readonly resources: Resources;
  readonly admin: { readonly existingSecret: string };
  readonly automountServiceAccountToken: boolean;
  readonly rbac: { readonly create: boolean };
  readonly testFramework: { readonly enabled: boolean };
  readonly serviceMonitor: { readonly enabled: boolean };
  readonly initChownData: { readonly enabled: boolean };
  readonly persistence?: { readonly enabled: boolean; readonly size: string };
  readonly deploymentStrategy?: { readonly type: "Recreate" };
  readonly headlessService?: boolean;
  readonly podDisruptionBudget?: { readonly minAvailable: number };
  readonly topologySpreadConstraints?: readonly TopologySpreadConstraint[];
  readonly envValueFrom?: Readonly<Record<string, SecretKey>>;
  readonly smtp?: { readonly existingSecret: string };
  readonly ingress?: {
    readonly enabled: boolean;
    readonly ingressClassName: string;
    readonly hosts: readonly string[];
    readonly tls: readonly { readonly secretName: string; readonly hosts: readonly string[] }[];
  };
  readonly datasources: { readonly "datasources.yaml": Datasources };
  /** Sections of Grafana's configuration file. */
  readonly "grafana.ini": Readonly<Record<string, Readonly<Record<string, string | number | boolean>>>>;
}

interface SecretKey {
  readonly secretKeyRef: { readonly name: string; readonly key: string };
}

interface TopologySpreadConstraint {
  readonly maxSkew: number;
  readonly topologyKey: string;
  readonly whenUnsatisfiable: "ScheduleAnyway" | "DoNotSchedule";
  readonly labelSelector: { readonly matchLabels: Readonly<Record<string, string>> };
}

/** Grafana's provisioning file of data sources. */
export interface Datasources {
  readonly apiVersion: 1;
  readonly prune: boolean;
  readonly datasources: readonly {
    readonly name: string;
    readonly uid: string;
    readonly type: "prometheus";
    readonly access: "proxy";
    readonly url: string;
    readonly isDefault: boolean;
    readonly editable: boolean;
    readonly jsonData: {
      readonly httpMethod: "POST";
      readonly timeInterval: string;
      readonly manageAlerts: boolean;
      readonly prometheusType: "Prometheus";
    };
  }[];
}
