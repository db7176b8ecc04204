import type { Resources } from "../resources";

/** The values in use of the chart kube-prometheus-stack. */
export interface KubePrometheusStackValues {
  readonly fullnameOverride: string;
  readonly crds: { readonly enabled: boolean };
  readonly alertmanager: { readonly enabled: boolean };
  readonly grafana: { readonly enabled: boolean };
  readonly defaultRules: { readonly create: boolean };
  readonly kubeApiServer: { readonly enabled: boolean };
  readonly kubeControllerManager: { readonly enabled: boolean };
  readonly kubeEtcd: { readonly enabled: boolean };
  readonly kubeProxy: { readonly enabled: boolean };
  readonly kubeScheduler: { readonly enabled: boolean };
  readonly kubelet: { readonly serviceMonitor: { readonly cAdvisorInterval: string } };
  readonly "kube-state-metrics": {
    readonly collectorsExclude: readonly string[];
    readonly metricLabelsAllowlist: readonly string[];
    readonly resources: Resources;
  };
  readonly "prometheus-node-exporter": { readonly resources: Resources };
  readonly prometheusOperator: {
    readonly admissionWebhooks: { readonly failurePolicy: "Ignore" | "Fail" };
    readonly prometheusConfigReloader: { readonly resources: Resources };
    readonly resources: Resources;
  };
  readonly prometheus: {
    readonly podDisruptionBudget: { readonly enabled: boolean; readonly minAvailable: number };
    readonly service: { readonly sessionAffinity: "None" | "ClientIP" };
    readonly prometheusSpec: PrometheusSpec;
  };
}

interface PrometheusSpec {
  readonly replicas: number;
  readonly podAntiAffinity: "soft" | "hard";
  readonly podAntiAffinityTopologyKey: string;
  readonly resources: Resources;
  readonly retention: string;
  readonly retentionSize: string;
  readonly storageSpec: { readonly volumeClaimTemplate: { readonly spec: VolumeClaim } };
  readonly externalLabels: Readonly<Record<string, string>>;
  readonly scrapeInterval: string;
  readonly evaluationInterval: string;
  readonly enableFeatures: readonly string[];
  readonly enforcedSampleLimit: number;
  readonly enforcedLabelLimit: number;
  readonly enforcedLabelNameLengthLimit: number;
  readonly enforcedLabelValueLengthLimit: number;
  readonly keepDroppedTargets: number;
  readonly podMonitorSelectorNilUsesHelmValues: boolean;
  readonly probeSelectorNilUsesHelmValues: boolean;
  readonly ruleSelectorNilUsesHelmValues: boolean;
  readonly scrapeConfigSelectorNilUsesHelmValues: boolean;
  readonly serviceMonitorSelectorNilUsesHelmValues: boolean;
}

interface VolumeClaim {
  readonly storageClassName?: string;
  readonly accessModes: readonly "ReadWriteOnce"[];
  readonly resources: { readonly requests: { readonly storage: string } };
}
