import type { Environment } from "./environment";

/**
 * Names and addresses that both stacks need. They are constants rather than references across stacks: so the plan of
 * one stack needs no state of the other.
 */

/** Where everything of this project runs. */
export const namespace = "monitoring";

/** Helm releases, which are also the first part of what their charts create. */
export const releases = {
  crds: "prometheus-operator-crds",
  prometheus: "kps",
  grafana: "grafana",
  blackbox: "blackbox",
  eckOperator: "elastic-operator",
  elk: "elk",
  elasticsearchExporter: "elasticsearch-exporter",
  logstashExporter: "logstash-exporter",
} as const;

/** UIDs of Grafana's data sources; dashboards and alert rules refer to them. */
export const datasources = { prometheus: "prometheus", elasticsearch: "elasticsearch" } as const;

/** Holds the certificate of all that is served within the namespace, where an environment has somebody to sign it. */
export const tlsSecret = "monitoring-tls";

/** The Services that it is good for: all of the namespace. */
export const tlsNames = [`*.${namespace}.svc`] as const;

/** One of them, for pods that are asked by their addresses: those stand in no certificate. */
export const tlsPodName = `pod.${namespace}.svc`;

/** The port on which every Prometheus answers. */
export const prometheusPort = 9090;

/** Of Prometheus, within the cluster; it has no port there for those who do not know it by its certificate. */
export const prometheusHost = `${releases.prometheus}-prometheus.${namespace}.svc`;
export const prometheusUrl = ({ certificates }: Pick<Environment, "certificates">): string =>
  `${certificates ? "https" : "http"}://${prometheusHost}:${prometheusPort}`;

/** Of Grafana, within the cluster. */
export const grafanaHost = `${releases.grafana}.${namespace}.svc`;

/** The release of Mimir, where an environment has a store of all series; the first part of the names of its pods. */
export const mimirName = "mimir";

/** Of every part of Mimir. */
export const mimirPort = 8080;

/** Where Prometheus sends series, and where whoever asks for them is answered, as Prometheus would. */
export const mimirPushUrl = `http://${mimirName}-distributor.${namespace}.svc:${mimirPort}/api/v1/push`;
export const mimirUrl = `http://${mimirName}-query-frontend.${namespace}.svc:${mimirPort}/prometheus`;

/**
 * Labels that Prometheus adds to what it sends there: which share of the targets it has, and which of those it is that
 * have the same. No exporter has a label of such a name, and Mimir keeps neither. `cluster`, by which it would tell
 * shards of its own accord, some exporters have, and defeat it with (grafana/mimir#13583).
 */
export const shardLabel = "__shard__";
export const replicaLabel = "__replica__";

/** Under which its pods run; its tokens open the bucket. */
export const mimirServiceAccount = mimirName;

/** Of the blackbox exporter in this cluster: the place that has none of its own. */
export const blackboxPort = 9115;
export const blackboxAddress = `${releases.blackbox}.${namespace}.svc:${blackboxPort}`;

/** What a place asks for, of whichever service, is one job: `up` tells by it that the place is silent. */
export const probeJob = (place: string): string => `probe-${place}`;

/**
 * Of Elasticsearch, Kibana, Logstash and Filebeat, as the operator names all that it makes for them: `logs-es-http`.
 */
export const elkName = "logs";

/** Names of the labels by which the operator tells the pods of its parts; their value is {@link elkName}. */
export const elkPodLabels = {
  elasticsearch: "elasticsearch.k8s.elastic.co/cluster-name",
  kibana: "kibana.k8s.elastic.co/name",
  logstash: "logstash.k8s.elastic.co/name",
  filebeat: "beat.k8s.elastic.co/name",
} as const;

/** The DaemonSet that the operator makes of Filebeat: a pod on every node. */
export const filebeatDaemonSet = `${elkName}-beat-filebeat`;

/** Under which the pods of Elasticsearch run; its tokens open a role in AWS, where there is a bucket for snapshots. */
export const elasticsearchServiceAccount = `${elkName}-elasticsearch`;

/** As which the External Secrets Operator reads what Secrets are made of, where there is AWS. */
export const externalSecretsServiceAccount = "external-secrets";

/** The port on which every node of Elasticsearch answers. */
export const elasticsearchPort = 9200;

/** Of Elasticsearch, within the cluster. */
export const elasticsearchUrl = `https://${elkName}-es-http.${namespace}.svc:${elasticsearchPort}`;

/** Under this key the operator puts the certificate of an authority into the Secrets that it makes. */
export const authorityKey = "ca.crt";

/** Holds the certificate of the authority behind {@link elasticsearchUrl}. */
export const elasticsearchCaSecret = `${elkName}-es-http-certs-public`;

/** Where Filebeat sends what it reads, within the cluster. */
export const logstashAddress = `${elkName}-ls-beats.${namespace}.svc:5044`;

/** Of a pod of Logstash: they are numbered. */
export const logstashPod = (at: number): string => `${elkName}-ls-${at}`;

/** Of the one pipeline that all lines take through Logstash. */
export const logstashPipelineId = "logs";

/** Holds the certificate of the authority behind all that Logstash serves. */
export const logstashCaSecret = `${elkName}-ls-http-certs-public`;

/** Holds what the users below may do; it comes with the cluster. */
export const elasticsearchRolesSecret = "elasticsearch-roles";

/** Users of Elasticsearch that are made by hand (docs/secrets.md), each with the Secret that holds its password. */
export const elasticsearchUsers = {
  terraform: "elasticsearch-terraform",
  logstash: "elasticsearch-logstash",
  exporter: "elasticsearch-exporter",
  grafana: "elasticsearch-grafana",
} as const;

/** What each of them may do is a role of its own. */
export const elasticsearchRole = (user: string): string => `monitoring-${user}`;
