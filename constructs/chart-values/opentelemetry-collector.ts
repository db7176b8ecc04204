import type { Size } from "../../environments/size";
import { scrapeInterval } from "../../environments/scrape";
import type { ConfigTree } from "../../exporters/config-tree";
import { seriesBudget } from "../../exporters/series-budget";
import { promDuration } from "../../units/text";
import { images } from "../../versions";
import type { CollectorConfig } from "../collector-config";
import { collectorConfig } from "../collector-config";
import type { ContainerSecurityContext, PodSecurityContext } from "../pod-security";
import { restrictedContainer, restrictedPod } from "../pod-security";
import type { TopologySpreadConstraint } from "../replicas";
import { disruptionBudget, overZones } from "../replicas";
import type { Resources } from "../resources";
import { resources } from "../resources";
import type { AskedOverTls, TlsMount, TlsVolume } from "../tls";
import { askedOverTls, tlsMount, tlsVolume } from "../tls";
import type { Switch } from "./switch";
import { off, on } from "./switch";
import type { Relabelling } from "../relabelling";
import { targetLabels } from "../relabelling";

/** The values in use of the chart opentelemetry-collector. */
export interface OpenTelemetryCollectorValues {
  readonly fullnameOverride: string;
  readonly mode: "statefulset";
  readonly replicaCount: number;
  readonly image: { readonly repository: string; readonly tag: string };
  readonly command: { readonly name: string };
  readonly alternateConfig: CollectorConfig;
  readonly ports: Readonly<Record<string, Switch | Port>>;
  readonly serviceAccount: { readonly automountServiceAccountToken: boolean };
  readonly resources: Resources;
  readonly extraVolumes?: readonly TlsVolume[];
  readonly extraVolumeMounts?: readonly TlsMount[];
  readonly podSecurityContext: PodSecurityContext;
  readonly securityContext: ContainerSecurityContext;
  readonly podDisruptionBudget?: Switch & { readonly minAvailable: number };
  readonly topologySpreadConstraints?: readonly TopologySpreadConstraint[];
  readonly serviceMonitor: Switch & {
    readonly sampleLimit: number;
    readonly metricsEndpoints: readonly MetricsEndpoint[];
  };
}

interface Port extends Switch {
  readonly containerPort: number;
  readonly servicePort: number;
  readonly protocol: "TCP";
}

/** An endpoint of a ServiceMonitor. */
interface MetricsEndpoint extends Partial<AskedOverTls> {
  /** The port's name. */
  readonly port: string;
  readonly interval: string;
  readonly relabelings?: readonly Relabelling[];
  readonly metricRelabelings?: readonly Relabelling[];
}

export interface CollectorSettings {
  /** Name of the release, its pods and its Service. */
  readonly name: string;
  readonly size: Size;
  readonly config: ConfigTree;
  /** Number of the services whose spans it counts. */
  readonly services: number;
  /** Ports on which it serves what it counts (`red`) and its own metrics (`metrics`). */
  readonly ports: { readonly red: number; readonly metrics: number };
  /**
   * Whether it serves what it counts over TLS, by the certificate of the namespace. Its own metrics it can only serve
   * in the clear.
   */
  readonly tls: boolean;
}

/** The user that the image is made for. */
const user = 10_001;

const interval = promDuration(scrapeInterval);

/** Collectors that are scraped on the port `red` for what they count, and on `metrics` for how they are. */
export const collectorValues = ({
  name,
  size,
  config,
  services,
  ports,
  tls,
}: CollectorSettings): OpenTelemetryCollectorValues => ({
  fullnameOverride: name,
  // Stable pod names, which are the label `instance`.
  mode: "statefulset",
  replicaCount: size.replicas,
  image: images.openTelemetryCollector,
  command: { name: "otelcol-contrib" },
  // Replaces the chart's default configuration as a whole, where `config` would be merged into it: what is tested is
  // what runs.
  alternateConfig: collectorConfig(config),
  ports: {
    "jaeger-compact": off,
    "jaeger-thrift": off,
    "jaeger-grpc": off,
    zipkin: off,
    metrics: port(ports.metrics),
    red: port(ports.red),
  },
  serviceAccount: { automountServiceAccountToken: false },
  resources: resources(size),
  ...(tls && { extraVolumes: [tlsVolume], extraVolumeMounts: [tlsMount] }),
  podSecurityContext: restrictedPod(user),
  securityContext: restrictedContainer,
  ...(size.replicas > 1 && {
    podDisruptionBudget: { ...on, ...disruptionBudget },
    topologySpreadConstraints: overZones(name),
  }),
  serviceMonitor: {
    ...on,
    sampleLimit: services * seriesBudget,
    metricsEndpoints: [
      { port: "metrics", interval, relabelings: targetLabels },
      {
        port: "red",
        ...(tls && askedOverTls()),
        interval,
        relabelings: targetLabels,
        metricRelabelings: [{ action: "labeldrop", regex: "exported_job|exported_instance" }],
      },
    ],
  },
});

const port = (number: number): Port => ({ ...on, containerPort: number, servicePort: number, protocol: "TCP" });
