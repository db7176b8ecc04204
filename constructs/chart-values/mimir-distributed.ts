import type { AwsAccess } from "../../environments/access";
import type { LongTermStore, Share, StatelessPart, StoreNode } from "../../environments/long-term";
import { storePods } from "../../environments/long-term";
import { mimirName, mimirServiceAccount } from "../../environments/names";
import { scrapeInterval } from "../../environments/scrape";
import { ruleGroups } from "../../signals/contracts/prometheus";
import { kubernetesBytes, promDuration } from "../../units/text";
import type { Relabelling } from "../relabelling";
import { keepOnly } from "../relabelling";
import { zoneLabel } from "../replicas";
import type { Resources } from "../resources";
import { resources } from "../resources";
import type { MimirConfig } from "./mimir-config";
import { mimirConfig, ruleFolder, tenant } from "./mimir-config";
import type { Switch } from "./switch";
import { off, on } from "./switch";

/** The values in use of the chart mimir-distributed. Its pods keep to the profile `restricted` of their own accord. */
export interface MimirValues extends Readonly<Record<StatelessPart, Stateless>> {
  readonly fullnameOverride: string;
  readonly serviceAccount: {
    readonly name: string;
    readonly annotations: { readonly "eks.amazonaws.com/role-arn": string };
  };
  readonly mimir: { readonly structuredConfig: MimirConfig };
  readonly kafka: Switch;
  readonly minio: Switch;
  readonly gateway: Switch;
  readonly alertmanager: Switch;
  readonly overrides_exporter: Switch;
  readonly rollout_operator: Switch;
  readonly ingester: Stateful & { readonly zoneAwareReplication: Switch };
  readonly store_gateway: Stateful & { readonly zoneAwareReplication: Switch };
  readonly compactor: Omit<Stateful, "topologySpreadConstraints">;
  readonly ruler: Stateless & {
    readonly extraArgs: Readonly<Record<string, number>>;
    readonly extraVolumes: readonly [{ readonly name: string; readonly projected: { readonly sources: RuleSource[] } }];
    readonly extraVolumeMounts: readonly [
      { readonly name: string; readonly mountPath: string; readonly readOnly: true },
    ];
  };
  readonly metaMonitoring: {
    readonly serviceMonitor: Switch & {
      readonly interval: string;
      readonly clusterLabel: false;
      readonly metricRelabelings: readonly Relabelling[];
    };
  };
}

interface Stateless {
  readonly replicas: number;
  readonly resources: Resources;
  readonly topologySpreadConstraints: Spread;
}

interface Stateful extends Stateless {
  readonly persistentVolume: { readonly size: string; readonly storageClass?: string };
}

/** The chart adds whose pods are meant. */
interface Spread {
  readonly maxSkew: 1;
  readonly topologyKey: string;
  readonly whenUnsatisfiable: "ScheduleAnyway" | "DoNotSchedule";
}

interface RuleSource {
  readonly configMap: { readonly name: string; readonly optional: true };
}

export interface MimirSettings {
  readonly store: LongTermStore;
  readonly aws: AwsAccess;
  /** ARN of the role in AWS that Mimir's pods take. */
  readonly roleArn: string;
  /** Names of the releases whose rules Mimir evaluates. */
  readonly rules: readonly string[];
}

export const mimirValues = ({ store, aws, roleArn, rules }: MimirSettings): MimirValues => ({
  fullnameOverride: mimirName,
  serviceAccount: {
    name: mimirServiceAccount,
    annotations: { "eks.amazonaws.com/role-arn": roleArn },
  },
  mimir: { structuredConfig: mimirConfig(store, aws) },
  // The chart would put a Kafka between those who take series and those who keep them.
  kafka: off,
  minio: off,
  // A path for each of many tenants: Prometheus and Grafana ask the parts themselves.
  gateway: off,
  // Grafana evaluates the alert rules, and notifies.
  alertmanager: off,
  overrides_exporter: off,
  // It rolls out a zone at a time, of ingesters that know of zones: these are one a zone.
  rollout_operator: off,
  ingester: { ...kept(store.ingester, storePods.ingester), zoneAwareReplication: off },
  store_gateway: { ...kept(store.gateway, storePods.gateway), zoneAwareReplication: off },
  compactor: withVolume(store.compactor, storePods.compactor),
  distributor: withoutVolume(store.stateless),
  querier: withoutVolume(store.stateless),
  query_frontend: withoutVolume(store.stateless),
  query_scheduler: withoutVolume(store.stateless),
  ruler: {
    ...withoutVolume(store.stateless),
    // The chart has it hold 1 GiB for nothing, so that it collects garbage less often: two of these would be its limit.
    extraArgs: { "mem-ballast-size-bytes": 0 },
    extraVolumes: [{ name: volume, projected: { sources: rules.map(ruleSource) } }],
    extraVolumeMounts: [{ name: volume, mountPath: `${ruleFolder}/${tenant}`, readOnly: true }],
  },
  metaMonitoring: {
    serviceMonitor: {
      ...on,
      interval: promDuration(scrapeInterval),
      // No label that tells clusters of Mimir apart: an empty one would be the release's name.
      clusterLabel: false,
      metricRelabelings: asPrometheusTells,
    },
  },
});

const volume = "rules";

/** A release that is not there yet must not keep the ruler from starting, nor the others from being evaluated. */
const ruleSource = (release: string): RuleSource => ({ configMap: { name: release, optional: true } });

/**
 * How the rules fare Mimir tells under Prometheus' names with a word of its own before them. Without it, signals and
 * alerts need not know who evaluates. Of the thousands of series besides nothing here reads one.
 */
const asPrometheusTells: readonly Relabelling[] = [
  { sourceLabels: ["__name__"], regex: "cortex_(prometheus_rule_.+)", targetLabel: "__name__", replacement: "$1" },
  keepOnly(Object.values(ruleGroups)),
];

const spread = (whenUnsatisfiable: Spread["whenUnsatisfiable"]): Spread => ({
  maxSkew: 1,
  topologyKey: zoneLabel,
  whenUnsatisfiable,
});

const withoutVolume = (share: Share): Stateless => ({
  replicas: storePods.stateless,
  resources: resources(share),
  topologySpreadConstraints: spread("ScheduleAnyway"),
});

/** Two of them in a zone would lose more with it than the others can make good. */
const kept = (node: StoreNode, replicas: number): Stateful => ({
  ...withVolume(node, replicas),
  topologySpreadConstraints: spread("DoNotSchedule"),
});

const withVolume = ({ storage, storageClass, ...share }: StoreNode, replicas: number) => ({
  replicas,
  resources: resources(share),
  persistentVolume: { size: kubernetesBytes(storage), ...(storageClass !== undefined && { storageClass }) },
});
