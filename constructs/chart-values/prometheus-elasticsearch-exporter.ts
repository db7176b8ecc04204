import type { Environment } from "../../environments/environment";
import { authorityKey, elasticsearchCaSecret, elasticsearchUrl, elasticsearchUsers } from "../../environments/names";
import { webConfigArgument } from "../../exporters/tls";
import type { ContainerSecurityContext, PodSecurityContext } from "../pod-security";
import { restrictedContainer, restrictedPod } from "../pod-security";
import type { Resources } from "../resources";
import { resources } from "../resources";
import type { TlsMount, TlsVolume } from "../tls";
import { tlsMount, tlsVolume } from "../tls";
import type { KubeletProbes } from "./kubelet-probes";
import { probesOverTls } from "./kubelet-probes";
import type { Switch } from "./switch";
import { off, on } from "./switch";

/** The values in use of the chart prometheus-elasticsearch-exporter. */
export interface ElasticsearchExporterValues extends KubeletProbes {
  readonly fullnameOverride: string;
  readonly replicaCount: 1;
  readonly podSecurityContext: PodSecurityContext;
  readonly securityContext: ContainerSecurityContext;
  readonly serviceAccount: { readonly create: false; readonly automountServiceAccountToken: false };
  readonly resources: Resources;
  readonly extraEnvSecrets: Readonly<Record<string, { readonly secret: string; readonly key: string }>>;
  readonly secretMounts: readonly { readonly name: string; readonly secretName: string; readonly path: string }[];
  readonly es: Readonly<Record<Collector, boolean>> & {
    readonly uri: string;
    readonly timeout: string;
    readonly ssl: Switch & {
      readonly useExistingSecrets: boolean;
      readonly ca: { readonly path: string };
      readonly client: Switch;
    };
  };
  readonly extraArgs?: readonly string[];
  readonly extraVolumes?: readonly TlsVolume[];
  readonly extraVolumeMounts?: readonly TlsMount[];
}

type Collector =
  | "all"
  | "indices"
  | "indices_settings"
  | "indices_mappings"
  | "aliases"
  | "shards"
  | "snapshots"
  | "cluster_settings"
  | "slm"
  | "data_stream"
  | "ilm";

/**
 * What is asked for. Per index and per shard would be a series for every day and component; snapshots, a list of S3.
 */
const collectors: Readonly<Record<Collector, boolean>> = {
  all: true,
  cluster_settings: true,
  data_stream: true,
  ilm: true,
  indices_settings: true,
  slm: true,
  aliases: false,
  indices: false,
  indices_mappings: false,
  shards: false,
  snapshots: false,
};

/** The user that the image is made for, `nobody`. */
const user = 65_534;

const authorityMount = "/etc/elasticsearch";

/** The name of the Service's port, which is the chart's default. */
export const elasticsearchExporterPort = "http";

/**
 * Values of the Elasticsearch exporter. The chart's own ServiceMonitor knows no TLS: what is scraped is written beside
 * it.
 *
 * @param name of the release, its pod and its Service
 */
export const elasticsearchExporterValues = (
  name: string,
  { exporter: size, certificates }: Pick<Environment, "certificates" | "exporter">,
): ElasticsearchExporterValues => ({
  fullnameOverride: name,
  // Each asks the whole cluster, and all tell the same.
  replicaCount: 1,
  podSecurityContext: restrictedPod(user),
  securityContext: restrictedContainer,
  // Nothing in the pod talks to Kubernetes: no account, no token, no rights.
  serviceAccount: { create: false, automountServiceAccountToken: false },
  resources: resources(size),
  extraEnvSecrets: {
    ES_USERNAME: { secret: elasticsearchUsers.exporter, key: "username" },
    ES_PASSWORD: { secret: elasticsearchUsers.exporter, key: "password" },
  },
  secretMounts: [{ name: "certificate-authority", secretName: elasticsearchCaSecret, path: authorityMount }],
  es: {
    ...collectors,
    uri: elasticsearchUrl,
    // Shorter than Prometheus waits: what answers late is missing, and not all that was in time with it.
    timeout: "8s",
    ssl: { ...on, useExistingSecrets: true, ca: { path: `${authorityMount}/${authorityKey}` }, client: off },
  },
  ...(certificates && {
    extraArgs: [webConfigArgument],
    extraVolumes: [tlsVolume],
    extraVolumeMounts: [tlsMount],
    ...probesOverTls,
  }),
});
