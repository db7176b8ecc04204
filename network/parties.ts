import { elkName, elkPodLabels, mimirName, releases } from "../environments/names";
import type { Neighbours, Outside, Pods } from "./flow";

/** Pods as their chart or their operator labels them; a test of each holds that they are there. */
const pods = (name: string, labels: Pods["labels"]): Pods => ({ kind: "pods", name, labels });

/** The pods of a release that has only one kind of them. */
export const podsOfRelease = (release: string): Pods => pods(release, { "app.kubernetes.io/instance": release });

/** Pods that the operator of Elastic makes of a Beat. */
export const podsOfBeat = (name: string): Pods => pods(name, { [elkPodLabels.filebeat]: name });

export const everyPod = pods("every-pod", {});

const ofPrometheusStack = (name: string, labels: Pods["labels"]) =>
  pods(name, { "app.kubernetes.io/instance": releases.prometheus, ...labels });

export const prometheus = pods("prometheus", {
  "app.kubernetes.io/name": "prometheus",
  "operator.prometheus.io/name": `${releases.prometheus}-prometheus`,
});
export const prometheusOperator = ofPrometheusStack("prometheus-operator", {
  "app.kubernetes.io/component": "prometheus-operator",
});
/** Jobs that run when the release is installed: they make the certificate of the operator's webhook, and say so to Kubernetes. */
export const webhookJobs = ofPrometheusStack("webhook-jobs", {
  "app.kubernetes.io/component": "prometheus-operator-webhook",
});
export const kubeStateMetrics = ofPrometheusStack("kube-state-metrics", {
  "app.kubernetes.io/name": "kube-state-metrics",
});
export const grafana = podsOfRelease(releases.grafana);
/** All parts of it. */
export const mimir = podsOfRelease(mimirName);
export const blackbox = podsOfRelease(releases.blackbox);
export const elasticsearchExporter = podsOfRelease(releases.elasticsearchExporter);
export const logstashExporter = podsOfRelease(releases.logstashExporter);
export const elasticOperator = podsOfRelease(releases.eckOperator);
export const elasticsearch = pods("elasticsearch", { [elkPodLabels.elasticsearch]: elkName });
export const kibana = pods("kibana", { [elkPodLabels.kibana]: elkName });
export const logstash = pods("logstash", { [elkPodLabels.logstash]: elkName });
export const filebeat: Pods = { ...podsOfBeat(elkName), name: "filebeat" };

export const dns: Neighbours = {
  kind: "neighbours",
  name: "DNS of the cluster",
  namespace: "kube-system",
  labels: { "k8s-app": "kube-dns" },
};

export const namespaceOf = (namespace: string): Neighbours => ({
  kind: "neighbours",
  name: `pods in ${namespace}`,
  namespace,
});

export const outside = (name: string): Outside => ({ kind: "outside", name });

export const kubernetesApi = outside("Kubernetes' API");
/** Kubelets, and what runs in the network of the nodes themselves. */
export const nodes = outside("nodes");
export const aws = outside("AWS");
