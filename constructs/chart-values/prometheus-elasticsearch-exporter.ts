import type { Size } from "../../environments/size";
import { authorityKey, elasticsearchCaSecret, elasticsearchUrl, elasticsearchUsers } from "../../environments/names";
import { scrapeInterval, scrapeTimeout } from "../../environments/scrape";
import { elasticsearchExporter } from "../../signals/contracts/elasticsearch";
import { promDuration } from "../../units/text";
import type { ContainerSecurityContext, PodSecurityContext } from "../pod-security";
import { restrictedContainer, restrictedPod } from "../pod-security";
import type { Relabelling } from "../relabelling";
import { keepOnly, targetLabels } from "../relabelling";
import type { Resources } from "../resources";
import { resources } from "../resources";
import type { Switch } from "./switch";
import { off, on } from "./switch";

/** The values in use of the chart prometheus-elasticsearch-exporter. */
export interface ElasticsearchExporterValues {
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
  readonly serviceMonitor: Switch & {
    readonly interval: string;
    readonly scrapeTimeout: string;
    readonly sampleLimit: number;
    readonly relabelings: readonly Relabelling[];
    readonly metricRelabelings: readonly Relabelling[];
  };
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

/** What is asked for. Per index and per shard would be a series for every day and component; snapshots, a list of S3. */
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

const certificates = "/etc/elasticsearch";

/** Of each index some, of each node a hundred: far more is a cluster that nobody looks after. */
const mostSamples = 10_000;

/** @param name of the release, its pod and its Service */
export const elasticsearchExporterValues = (name: string, size: Size): ElasticsearchExporterValues => ({
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
  secretMounts: [{ name: "certificate-authority", secretName: elasticsearchCaSecret, path: certificates }],
  es: {
    ...collectors,
    uri: elasticsearchUrl,
    // Shorter than Prometheus waits: what answers late is missing, and not all that was in time with it.
    timeout: "8s",
    ssl: { ...on, useExistingSecrets: true, ca: { path: `${certificates}/${authorityKey}` }, client: off },
  },
  serviceMonitor: {
    ...on,
    interval: promDuration(scrapeInterval),
    scrapeTimeout: promDuration(scrapeTimeout),
    sampleLimit: mostSamples,
    relabelings: targetLabels,
    metricRelabelings: [
      keepOnly(elasticsearchExporter.metrics),
      { sourceLabels: ["name"], targetLabel: "node" },
      // All but `job` and what the contract names.
      {
        action: "labeldrop",
        regex: "instance|namespace|pod|container|port|cluster|host|name|mount|path|es_.*",
      },
    ],
  },
});
