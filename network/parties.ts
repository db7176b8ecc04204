import { elkName, elkPodLabels, mimirName, releases } from "../environments/names";
import type { Neighbours, Outside, Pods } from "./flow";

/** Pods as their chart or their operator labels them; a test of each holds that they are there. */
const pods = (name: string, labels: Pods["labels"]): Pods => ({ kind: "pods", name, labels });

/** The pods of a release that has only one kind of them. */
export const podsOfRelease = (release: string): Pods => pods(release, { "app.kubernetes.io/instance": release });

/** Pods that the operator of Elastic makes of a Beat. */
export const podsOfBeat = (name: string): Pods => pods(name, { [elkPodLabels.filebeat]: name });

/** All pods of the namespace. */
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
/** The port on which that operator answers as a webhook, and tells what it does. */
export const prometheusOperatorPort = 10_250;
/** Jobs of the release's installation: they make the certificate of the operator's webhook, and tell Kubernetes. */
export const webhookJobs = ofPrometheusStack("webhook-jobs", {
  "app.kubernetes.io/component": "prometheus-operator-webhook",
});
export const kubeStateMetrics = ofPrometheusStack("kube-state-metrics", {
  "app.kubernetes.io/name": "kube-state-metrics",
});
export const grafana = podsOfRelease(releases.grafana);
/** The pods of all parts of Mimir. */
export const mimir = podsOfRelease(mimirName);
export const blackbox = podsOfRelease(releases.blackbox);
export const elasticsearchExporter = podsOfRelease(releases.elasticsearchExporter);
/** The port of the pods of each JSON exporter: that which asks Logstash, and those which ask brokers for bindings. */
export const jsonExporterPodPort = 7979;
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

/** All pods of another namespace. */
export const namespaceOf = (namespace: string): Neighbours => ({
  kind: "neighbours",
  name: `pods in ${namespace}`,
  namespace,
});

/** Somebody who has no pods, by the name that people read. */
export const outside = (name: string): Outside => ({ kind: "outside", name });

export const kubernetesApi = outside("Kubernetes' API");
/** Kubelets, and what runs in the network of the nodes themselves. */
export const nodes = outside("nodes");
/** The port on which the kubelet of each node answers. */
export const kubeletPort = 10_250;
export const aws = outside("AWS");
