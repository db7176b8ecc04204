import type { ElasticsearchSettings, NodeTier } from "../../environments/elk";
import type { Size } from "../../environments/size";
import { elasticsearchRolesSecret, elasticsearchUsers, elkName, elkPodLabels } from "../../environments/names";
import { zoneLabel } from "../replicas";
import type { Resources } from "../resources";
import { resources } from "../resources";
import type { SnapshotAccess } from "../snapshot-access";
import type { VolumeClaim } from "../volume-claim";
import { volumeClaim } from "../volume-claim";
import { awayFromEachOther } from "./affinity";
import type { ElkFacts } from "./facts";
import { named } from "./facts";
import type { ElkIngress } from "./ingress";
import { elkIngress } from "./ingress";

/** The values in use of the chart eck-elasticsearch. */
export interface ElasticsearchValues {
  readonly fullnameOverride: string;
  readonly version: string;
  readonly auth: {
    readonly fileRealm: readonly { readonly secretName: string }[];
    readonly roles: readonly { readonly secretName: string }[];
  };
  readonly volumeClaimDeletePolicy: "DeleteOnScaledownOnly";
  readonly http?: { readonly service: { readonly spec: { readonly selector: Readonly<Record<string, string>> } } };
  readonly nodeSets: readonly NodeSet[];
  readonly ingress?: ElkIngress;
}

interface NodeSet {
  /** Part of the names of pods and volumes: renamed, it is another set, and the data moves there. */
  readonly name: string;
  readonly count: number;
  readonly config: Readonly<Record<string, string | boolean | readonly Role[]>>;
  readonly resources: Resources;
  readonly zoneAwareness?: { readonly topologyKey: string };
  readonly podTemplate: { readonly spec: object };
  readonly volumeClaimTemplates: readonly {
    readonly metadata: { readonly name: "elasticsearch-data" };
    readonly spec: VolumeClaim;
  }[];
}

type Role = "master" | "data_content" | "data_hot" | "data_warm" | "ingest";

/**
 * Elasticsearch. Where nothing is said, its own defaults hold, and are meant: the heap is half of a pod's memory, and
 * disks are spared from environments/watermarks.ts on.
 */
export function elasticsearchValues({ environment, snapshots }: ElkFacts): ElasticsearchValues {
  const { elasticsearch } = environment.elk;
  const { url, ingress } = elasticsearch;
  return {
    ...named,
    auth: {
      fileRealm: Object.values(elasticsearchUsers).map((secretName) => ({ secretName })),
      roles: [{ secretName: elasticsearchRolesSecret }],
    },
    // What is left when the cluster goes is its data: nobody meant to delete that with a release.
    volumeClaimDeletePolicy: "DeleteOnScaledownOnly",
    ...(elasticsearch.masters && { http: onlyIngestNodes }),
    nodeSets: nodeSets(elasticsearch, snapshots),
    ...(ingress && { ingress: elkIngress("es", url, ingress) }),
  };
}

/**
 * By default the Service leads to all nodes: masters that are there to keep the cluster together would coordinate
 * writes.
 */
const onlyIngestNodes = {
  service: {
    spec: {
      selector: {
        [elkPodLabels.elasticsearch]: elkName,
        "elasticsearch.k8s.elastic.co/node-ingest": "true",
      },
    },
  },
};

function nodeSets({ masters, hot, warm }: ElasticsearchSettings, snapshots?: SnapshotAccess): NodeSet[] {
  const writing: readonly Role[] = ["data_content", "data_hot", "ingest"];
  const sets = [
    ...(masters ? [{ name: "masters", size: masters, roles: ["master"] as const }] : []),
    { name: "hot", size: hot, roles: masters ? writing : (["master", ...writing] as const) },
    ...(warm ? [{ name: "warm", size: warm, roles: ["data_warm"] as const }] : []),
  ];
  const nodes = sets.reduce((sum, { size }) => sum + size.replicas, 0);
  return sets.map((set) => nodeSet({ ...set, isAlone: nodes === 1, snapshots }));
}

interface NodeSetFacts {
  readonly name: string;
  readonly size: Size & Pick<NodeTier, "storage" | "storageClass">;
  readonly roles: readonly Role[];
  /** A cluster of one node: for trying out, on somebody's own machine. */
  readonly isAlone: boolean;
  readonly snapshots: SnapshotAccess | undefined;
}

const nodeSet = ({ name, size, roles, isAlone, snapshots }: NodeSetFacts): NodeSet => ({
  name,
  count: size.replicas,
  config: {
    "node.roles": roles,
    ...onlyIntoOurTemplates,
    // Nothing asks where an address is; it would call out for the maps every day.
    "ingest.geoip.downloader.enabled": false,
    /*
     * Elasticsearch maps its files into memory, more of them than Linux allows by default. On somebody's own machine
     * files are read instead: slower, and the kernel stays as it is. Elsewhere the nodes allow it (docs/logging.md): a
     * container that would see to it must be privileged, and the setting is the whole node's.
     */
    ...(isAlone && { "node.store.allow_mmap": false }),
  },
  resources: resources(size),
  // The operator spreads the nodes of a set over the zones, and tells Elasticsearch: copies of a shard stand in
  // different ones.
  ...(!isAlone && { zoneAwareness: { topologyKey: zoneLabel } }),
  podTemplate: {
    spec: {
      ...(!isAlone && { affinity: awayFromEachOther(`${elkName}-es-${name}`) }),
      containers: [
        { name: "elasticsearch", ...(snapshots && { env: snapshots.env, volumeMounts: [snapshots.volumeMount] }) },
      ],
      ...(snapshots && { serviceAccountName: snapshots.serviceAccountName, volumes: [snapshots.volume] }),
    },
  },
  volumeClaimTemplates: [{ metadata: { name: "elasticsearch-data" }, spec: volumeClaim(size) }],
});

/**
 * A line for which there is no pipeline yet, or no longer, would be kept as it is, secrets and all: Elasticsearch has a
 * template of its own for whatever is called `logs-*`. Without that one it refuses the line, and Logstash puts it
 * aside. Our templates allow themselves what is forbidden here (`allow_auto_create`). Whoever needs the built-in ones,
 * Fleet and the Elastic Agent, is not here.
 */
const onlyIntoOurTemplates = { "action.auto_create_index": "-logs-*,+*", "stack.templates.enabled": false };
