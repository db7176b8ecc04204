import type { AwsAccess } from "../../environments/access";
import type { LongTermStore } from "../../environments/long-term";
import { replicaLabel, shardLabel } from "../../environments/names";
import { scrapeInterval } from "../../environments/scrape";
import { promDuration } from "../../units/text";
import { forHelmTemplate } from "../border";
import { guardRails } from "./guard-rails";

/** Sections of Mimir's configuration file, laid over those that the chart writes. */
export type MimirConfig = Readonly<Record<string, Section | boolean>>;

interface Section {
  readonly [key: string]: Section | string | number | boolean | readonly string[];
}

/** Mimir's only tenant: as it runs without tenants, everything belongs to this one. */
export const tenant = "anonymous";

/** Folder from which the ruler reads rules: in it a folder for each tenant, with a file for each release. */
export const ruleFolder = "/etc/mimir-rules";

/** Mimir's configuration: one tenant, the classic way from distributors to ingesters, S3. */
export const mimirConfig = ({ bucket, keepFor }: LongTermStore, { region }: AwsAccess): MimirConfig => ({
  multitenancy_enabled: false,
  // Where it runs and how large it is would be told to its makers.
  usage_stats: { enabled: false },
  // "Classic": without the log of Kafka, which has been the default since Mimir 3.
  ingest_storage: { enabled: false },
  ingester: { push_grpc_method_enabled: true },
  blocks_storage: {
    backend: "s3",
    s3: {
      bucket_name: forHelmTemplate(bucket),
      endpoint: forHelmTemplate(`s3.${region}.amazonaws.com`),
      region: forHelmTemplate(region),
    },
  },
  // Of each shard's replicas one is elected, and what the others send is told twice.
  distributor: { ha_tracker: { enable_ha_tracker: true, kvstore: { store: "memberlist" } } },
  // Files that Kubernetes keeps up to date; the ruler looks every minute.
  ruler_storage: { backend: "local", local: { directory: ruleFolder } },
  ruler: { poll_interval: "1m", alertmanager_url: "" },
  limits: {
    accept_ha_samples: true,
    ha_cluster_label: shardLabel,
    ha_replica_label: replicaLabel,
    // By which shard a series came, no query asks: with the label, what two shards scraped would never match. It is
    // dropped when the replica has been chosen (pkg/distributor, `prePushHaDedupeMiddleware` before
    // `prePushRelabelMiddleware`).
    drop_labels: [shardLabel],
    compactor_blocks_retention_period: promDuration(keepFor),
    // What is still being sent is waited for: as long as a scrape may take, and not a minute, by which alerts would be
    // later.
    ruler_evaluation_delay_duration: promDuration(scrapeInterval),
    ...unlimited,
    max_label_names_per_series: guardRails.enforcedLabelLimit,
  },
});

/** Limits keep tenants from each other; there is one, whose targets have limits of their own. */
const unlimited = {
  ingestion_rate: 10_000_000,
  ingestion_burst_size: 10_000_000,
  max_global_series_per_user: 0,
  max_global_exemplars_per_user: 100_000,
  ruler_max_rules_per_rule_group: 0,
  ruler_max_rule_groups_per_tenant: 0,
};
