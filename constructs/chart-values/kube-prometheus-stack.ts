import type { Environment, PrometheusSize } from "../../environments/environment";
import type { Size } from "../../environments/size";
import { mimirPushUrl, releases, replicaLabel, shardLabel, tlsSecret } from "../../environments/names";
import { scrapeInterval } from "../../environments/scrape";
import { webConfig, webConfigArgument, webConfigFlag } from "../../exporters/tls";
import { cadvisor } from "../../signals/contracts/cadvisor";
import { kubeStateMetrics } from "../../signals/contracts/kube-state-metrics";
import { cores, mebibytes } from "../../units/quantities";
import { kubernetesBytes, promDuration } from "../../units/text";
import { disruptionBudget, zoneLabel } from "../replicas";
import type { ContainerSecurityContext, PodSecurityContext } from "../pod-security";
import { restrictedContainer } from "../pod-security";
import type { Resources } from "../resources";
import { resources } from "../resources";
import type { AskedOverTls, TlsMount, TlsVolume } from "../tls";
import { askedOverTls, tlsMount, tlsVolume } from "../tls";
import type { VolumeClaim } from "../volume-claim";
import { volumeClaim } from "../volume-claim";
import { guardRails } from "./guard-rails";
import type { KubeletProbes } from "./kubelet-probes";
import { probesOverTls } from "./kubelet-probes";
import type { Switch } from "./switch";
import { off } from "./switch";
import type { Relabelling } from "../relabelling";
import { keepOnly } from "../relabelling";

/** The values in use of the chart kube-prometheus-stack. */
export interface KubePrometheusStackValues {
  readonly fullnameOverride: string;
  readonly crds: Switch;
  readonly alertmanager: Switch;
  readonly grafana: Switch;
  readonly defaultRules: { readonly create: boolean };
  readonly coreDns: Switch;
  readonly kubeApiServer: Switch;
  readonly kubeControllerManager: Switch;
  readonly kubeEtcd: Switch;
  readonly kubeProxy: Switch;
  readonly kubeScheduler: Switch;
  readonly kubelet: {
    readonly serviceMonitor: {
      readonly kubelet: boolean;
      readonly probes: boolean;
      readonly cAdvisorInterval: string;
      readonly cAdvisorMetricRelabelings: readonly Relabelling[];
    };
  };
  readonly "kube-state-metrics": KubeletProbes & {
    readonly collectors: readonly string[];
    readonly metricAllowlist: readonly string[];
    readonly resources: Resources;
    readonly extraArgs?: readonly string[];
    readonly volumes?: readonly TlsVolume[];
    readonly volumeMounts?: readonly TlsMount[];
    readonly prometheus?: { readonly monitor: { readonly http: AskedOverTls } };
  };
  readonly "prometheus-node-exporter": KubeletProbes & {
    readonly extraArgs?: readonly string[];
    readonly extraVolumes?: readonly TlsVolume[];
    readonly extraVolumeMounts?: readonly TlsMount[];
    readonly prometheus?: { readonly monitor: AskedOverTls };
    readonly resources: Resources;
    readonly securityContext: Pick<PodSecurityContext, "seccompProfile">;
    readonly containerSecurityContext: ContainerSecurityContext;
  };
  readonly prometheusOperator: {
    readonly admissionWebhooks: { readonly failurePolicy: "Ignore" | "Fail" };
    readonly prometheusConfigReloader: { readonly resources: Resources };
    readonly resources: Resources;
  };
  readonly prometheus: {
    readonly podDisruptionBudget: Switch & { readonly minAvailable: number };
    readonly service: { readonly sessionAffinity: "None" | "ClientIP" };
    readonly serviceMonitor?: AskedOverTls;
    readonly prometheusSpec: PrometheusSpec;
  };
}

interface PrometheusSpec {
  readonly replicas: number;
  readonly podAntiAffinity: "" | "soft" | "hard";
  readonly podAntiAffinityTopologyKey?: string;
  readonly topologySpreadConstraints?: readonly {
    readonly maxSkew: number;
    readonly topologyKey: string;
    readonly whenUnsatisfiable: "DoNotSchedule";
    readonly additionalLabelSelectors: "OnShard";
  }[];
  readonly resources: Resources;
  readonly retention: string;
  readonly retentionSize: string;
  readonly storageSpec: { readonly volumeClaimTemplate: { readonly spec: VolumeClaim } };
  readonly externalLabels: Readonly<Record<string, string>>;
  readonly shards?: number;
  readonly prometheusExternalLabelNameClear?: boolean;
  readonly replicaExternalLabelName?: string;
  readonly remoteWrite?: readonly [{ readonly url: string; readonly sendExemplars: boolean }];
  readonly scrapeInterval: string;
  readonly evaluationInterval: string;
  readonly enableFeatures: readonly string[];
  readonly web?: typeof servedOverTls;
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

/** One pod is enough for these; they hold no data. */
const small: Omit<Size, "replicas"> = { cpu: cores(0.05), memory: mebibytes(128) };

/** Prometheus, its operator and the exporters of the cluster; what the chart brings besides is off. */
export const prometheusValues = (environment: Environment): KubePrometheusStackValues => ({
  fullnameOverride: releases.prometheus,
  crds: off,
  // Grafana evaluates the alert rules and has a release of its own.
  alertmanager: off,
  grafana: off,
  // The chart's rules alert through Alertmanager and feed dashboards that are not installed.
  defaultRules: { create: false },
  // EKS hides its control plane. Elsewhere nothing here reads it either, least of all the API server's many series.
  coreDns: off,
  kubeApiServer: off,
  kubeControllerManager: off,
  kubeEtcd: off,
  kubeProxy: off,
  kubeScheduler: off,
  kubelet: {
    serviceMonitor: {
      // How the kubelet itself is, and what its probes said: thousands of series a node that nobody reads.
      kubelet: false,
      probes: false,
      // The chart asks every 10 s, thrice as often as anything reads the answer.
      cAdvisorInterval: promDuration(scrapeInterval),
      cAdvisorMetricRelabelings: ofContainers,
    },
  },
  "kube-state-metrics": {
    // What it does not collect it may not read either: neither Secrets nor ConfigMaps.
    collectors: ["deployments", "pods"],
    metricAllowlist: kubeStateMetrics.metrics.map(({ name }) => name),
    resources: resources(environment.exporter),
    ...(environment.certificates && kubeStateMetricsOverTls),
  },
  "prometheus-node-exporter": {
    resources: resources(small),
    // It lives in the network of its node and reads the node's files: more than the profile `restricted` allows.
    // Nothing else is taken.
    securityContext: { seccompProfile: { type: "RuntimeDefault" } },
    containerSecurityContext: restrictedContainer,
    ...(environment.certificates && nodeExporterOverTls),
  },
  prometheusOperator: {
    // An operator that is down, or not yet up, must not keep anyone from deploying rules.
    admissionWebhooks: { failurePolicy: "Ignore" },
    prometheusConfigReloader: { resources: resources(small) },
    resources: resources({ ...small, memory: mebibytes(256) }),
  },
  prometheus: {
    podDisruptionBudget: budgetOf(environment.prometheus),
    // Replicas scrape at different moments: a graph that is drawn from both by turns flickers.
    service: { sessionAffinity: environment.prometheus.replicas > 1 ? "ClientIP" : "None" },
    // Of what reloads its configuration too, which serves as Prometheus does.
    ...(environment.certificates && { serviceMonitor: askedOverTls() }),
    prometheusSpec: {
      ...sizes(environment.prometheus),
      ...apart(environment.prometheus),
      ...leaving(environment),
      scrapeInterval: promDuration(scrapeInterval),
      evaluationInterval: promDuration(scrapeInterval),
      // The latter writes what each target's scrape may have: how near it is can be told before it is refused.
      enableFeatures: ["exemplar-storage", "extra-scrape-metrics"],
      ...guardRails,
      ...(environment.certificates && { web: servedOverTls }),
      // Monitors and rules of every release count, not only those that carry this release's label.
      podMonitorSelectorNilUsesHelmValues: false,
      probeSelectorNilUsesHelmValues: false,
      // Where rules are evaluated elsewhere, none counts that does not carry that label, and none of ours does: of its
      // share of the series Prometheus would record what is wrong.
      ruleSelectorNilUsesHelmValues: environment.prometheus.longTerm !== undefined,
      scrapeConfigSelectorNilUsesHelmValues: false,
      serviceMonitorSelectorNilUsesHelmValues: false,
    },
  },
});

const { cert_file: certificate, key_file: key, min_version: minVersion } = webConfig.tls_server_config;

/** The operator mounts the Secret and writes the file that points to it: what {@link tlsVolume} is to all others. */
const servedOverTls = {
  tlsConfig: {
    cert: { secret: { name: tlsSecret, key: certificate } },
    keySecret: { name: tlsSecret, key },
    minVersion,
  },
} as const;

/** Its argument has another name than the others'. It holds for both of its ports: a kubelet asks each. */
const kubeStateMetricsOverTls = {
  extraArgs: [`--tls-config=${webConfigFlag.value}`],
  volumes: [tlsVolume],
  volumeMounts: [tlsMount],
  ...probesOverTls,
  prometheus: { monitor: { http: askedOverTls() } },
};

const nodeExporterOverTls = {
  extraArgs: [
    // The chart's own, which a list in values takes the place of: file systems that are no disk of the node.
    "--collector.filesystem.mount-points-exclude=^/(dev|proc|sys|run/containerd/.+|var/lib/docker/.+|var/lib/kubelet/.+)($|/)",
    "--collector.filesystem.fs-types-exclude=^(autofs|binfmt_misc|bpf|cgroup2?|configfs|debugfs|devpts|devtmpfs|fusectl|hugetlbfs|iso9660|mqueue|nsfs|overlay|proc|procfs|pstore|rpc_pipefs|securityfs|selinuxfs|squashfs|sysfs|tracefs|erofs)$",
    webConfigArgument,
  ],
  extraVolumes: [tlsVolume],
  extraVolumeMounts: [tlsMount],
  ...probesOverTls,
  prometheus: { monitor: askedOverTls() },
};

/**
 * In place of the chart's own rules, which drop what nobody needs: these keep what somebody does. File systems,
 * networks, and most of CPU and memory go; so do the rows of whole pods and of the node, which have no container.
 */
const ofContainers: readonly Relabelling[] = [
  keepOnly(cadvisor.metrics),
  { action: "keep", sourceLabels: ["container"], regex: ".+" },
];

/** What is said of series that leave Prometheus; and where to, if there is a store of all of them. */
const leaving = ({ cluster, region, prometheus: { longTerm } }: Environment) =>
  longTerm
    ? ({
        shards: longTerm.shards,
        // The operator's reloader puts the number in. Besides it and the replica, nothing is added: in the store a
        // series has the labels that it has here, and every query means the same.
        externalLabels: { [shardLabel]: "$(SHARD)" },
        replicaExternalLabelName: replicaLabel,
        prometheusExternalLabelNameClear: true,
        remoteWrite: [{ url: mimirPushUrl, sendExemplars: true }],
      } as const)
    : { externalLabels: { cluster, region } };

/** One budget for all shards: with any one pod away, each has a replica left. */
const budgetOf = ({ replicas, longTerm }: PrometheusSize) => ({
  enabled: replicas > 1,
  ...disruptionBudget,
  ...(longTerm && { minAvailable: replicas * longTerm.shards - 1 }),
});

/**
 * A zone may fail. One replica may start anywhere. With shards, the chart would keep all pods of all of them apart, and
 * of those there may be more than zones: the operator knows which are one shard's.
 */
const apart = ({ replicas, longTerm }: PrometheusSize) =>
  longTerm && replicas > 1
    ? ({
        podAntiAffinity: "",
        topologySpreadConstraints: [
          {
            maxSkew: 1,
            topologyKey: zoneLabel,
            whenUnsatisfiable: "DoNotSchedule",
            additionalLabelSelectors: "OnShard",
          },
        ],
      } as const)
    : ({ podAntiAffinity: replicas > 1 ? "hard" : "soft", podAntiAffinityTopologyKey: zoneLabel } as const);

const sizes = (size: PrometheusSize) =>
  ({
    replicas: size.replicas,
    resources: resources(size),
    retention: promDuration(size.retention),
    retentionSize: `${kubernetesBytes(size.retentionSize)}B`,
    storageSpec: {
      volumeClaimTemplate: {
        spec: volumeClaim(size),
      },
    },
  }) as const;
