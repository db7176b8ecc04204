import type { Environment } from "./environment";

/**
 * Names and addresses that both stacks need. They are constants rather than references across stacks: so the plan of
 * one stack needs no state of the other.
 */

/** Kubernetes namespace in which everything of this project runs. */
export const namespace = "monitoring";

/** Names of the Helm releases, which are also the first part of the names of what their charts create. */
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

/**
 * Name of the Secret that holds the certificate of all that is served within the namespace, where an environment has
 * somebody to sign it.
 */
export const tlsSecret = "monitoring-tls";

/** Names that the certificate in {@link tlsSecret} is good for: all Services of the namespace. */
export const tlsNames = [`*.${namespace}.svc`] as const;

/** Name that {@link tlsNames} cover, for pods that are asked by their addresses: those stand in no certificate. */
export const tlsPodName = `pod.${namespace}.svc`;

/** The port on which every Prometheus answers. */
export const prometheusPort = 9090;

/** Host name of Prometheus within the cluster; where there are certificates, it answers over TLS only. */
export const prometheusHost = `${releases.prometheus}-prometheus.${namespace}.svc`;
/** Address of Prometheus within the cluster. */
export const prometheusUrl = ({ certificates }: Pick<Environment, "certificates">): string =>
  `${certificates ? "https" : "http"}://${prometheusHost}:${prometheusPort}`;

/** Host name of Grafana within the cluster. */
export const grafanaHost = `${releases.grafana}.${namespace}.svc`;

/**
 * Name of the release of Mimir, where an environment has a store of all series; the first part of the names of its
 * pods.
 */
export const mimirName = "mimir";

/** Port on which every part of Mimir answers. */
export const mimirPort = 8080;

/** Address to which Prometheus sends series, where an environment has a store of all series. */
export const mimirPushUrl = `http://${mimirName}-distributor.${namespace}.svc:${mimirPort}/api/v1/push`;
/** Address at which Mimir answers whoever asks for series, as Prometheus would. */
export const mimirUrl = `http://${mimirName}-query-frontend.${namespace}.svc:${mimirPort}/prometheus`;

/**
 * Label that Prometheus adds to what it sends to Mimir: which share of the targets it has. No exporter has a label of
 * such a name, and Mimir does not keep it. `cluster`, by which Mimir would tell shards of its own accord, some
 * exporters have, and defeat it with (grafana/mimir#13583).
 */
export const shardLabel = "__shard__";
/** Label like {@link shardLabel}: which Prometheus it is of those that have the same share of the targets. */
export const replicaLabel = "__replica__";

/** Service account of Mimir's pods; its tokens open the bucket. */
export const mimirServiceAccount = mimirName;

/** Port of the blackbox exporter in this cluster, through which a place asks that has none of its own. */
export const blackboxPort = 9115;
/** Host and port of the blackbox exporter in this cluster. */
export const blackboxAddress = `${releases.blackbox}.${namespace}.svc:${blackboxPort}`;

/** Label `job` of what a place asks for, of whichever service: `up` tells by it that the place is silent. */
export const probeJob = (place: string): string => `probe-${place}`;

/**
 * Name of Elasticsearch, Kibana, Logstash and Filebeat, and the first part of the names of all that the operator makes
 * for them: `logs-es-http`.
 */
export const elkName = "logs";

/** Names of the labels by which the operator tells the pods of its parts; their value is {@link elkName}. */
export const elkPodLabels = {
  elasticsearch: "elasticsearch.k8s.elastic.co/cluster-name",
  kibana: "kibana.k8s.elastic.co/name",
  logstash: "logstash.k8s.elastic.co/name",
  filebeat: "beat.k8s.elastic.co/name",
} as const;

/** Name of the DaemonSet that the operator makes of Filebeat: a pod on every node. */
export const filebeatDaemonSet = `${elkName}-beat-filebeat`;

/** Service account of Elasticsearch's pods; its tokens open a role in AWS, where there is a bucket for snapshots. */
export const elasticsearchServiceAccount = `${elkName}-elasticsearch`;

/** Service account as which the External Secrets Operator reads what Secrets are made of, where there is AWS. */
export const externalSecretsServiceAccount = "external-secrets";

/** The port on which every node of Elasticsearch answers. */
export const elasticsearchPort = 9200;

/** Address of Elasticsearch within the cluster. */
export const elasticsearchUrl = `https://${elkName}-es-http.${namespace}.svc:${elasticsearchPort}`;

/** Key under which the operator puts the certificate of an authority into the Secrets that it makes. */
export const authorityKey = "ca.crt";

/** Name of the Secret that holds the certificate of the authority behind {@link elasticsearchUrl}. */
export const elasticsearchCaSecret = `${elkName}-es-http-certs-public`;

/** Host and port, within the cluster, to which Filebeat sends what it reads. */
export const logstashAddress = `${elkName}-ls-beats.${namespace}.svc:5044`;

/** Name of a pod of Logstash, by its number: `logs-ls-0`. */
export const logstashPod = (at: number): string => `${elkName}-ls-${at}`;

/** Id of the one pipeline that all lines take through Logstash. */
export const logstashPipelineId = "logs";

/** Name of the Secret that holds the certificate of the authority behind all that Logstash serves. */
export const logstashCaSecret = `${elkName}-ls-http-certs-public`;

/** Name of the Secret that says what {@link elasticsearchUsers} may do; it comes with the cluster. */
export const elasticsearchRolesSecret = "elasticsearch-roles";

/** Users of Elasticsearch that are made by hand (docs/secrets.md), each with the Secret that holds its password. */
export const elasticsearchUsers = {
  terraform: "elasticsearch-terraform",
  logstash: "elasticsearch-logstash",
  exporter: "elasticsearch-exporter",
  grafana: "elasticsearch-grafana",
} as const;

/** Name of the role of one of {@link elasticsearchUsers}: what each of them may do is a role of its own. */
export const elasticsearchRole = (user: string): string => `monitoring-${user}`;
