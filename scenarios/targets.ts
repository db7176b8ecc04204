import type { Environment } from "../environments/environment";
import { whyAbsent } from "../environments/absence";
import { asksOverTls, brokerPorts } from "../environments/broker-access";
import { namespace, probeJob, releases, logstashPod } from "../environments/names";
import { certificateWatchedFrom, ownCertificate } from "../environments/own-certificate";
import type { Broker } from "../model/broker";
import { sliceName } from "../model/http-service";
import type { Resource } from "../model/resource";
import { useName } from "../model/resource";
import type { System } from "../model/system";
import type { Labels } from "../promql/labels";
import { brokerJobs } from "../signals/use/broker-jobs";

/** What Prometheus scrapes: one pod on one port, or what an exporter is asked for. */
export interface Target {
  readonly job: string;
  readonly instance: string;
  /**
   * Labels besides `job` and `instance`, as relabelling leaves them (constructs/relabelling.ts, and the charts' own
   * monitors).
   */
  readonly labels: Labels;
}

/** Number of nodes of the cluster, and of a broker: nobody describes it. */
export const nodes = { cluster: 3, broker: 3 } as const;

/** Number of pods of a workload: nobody describes it. */
export const copies = { pods: 3 } as const;

/** All targets of an environment. */
export function targetsOf(system: System, environment: Environment): Target[] {
  const { prometheus, grafana, exporter, probes, elk } = environment;
  const kps = releases.prometheus;
  return [
    ...system.services.flatMap(({ name }) =>
      ["red", "metrics"].flatMap((port) => numbered(exporter.replicas, sliceName(name), port)),
    ),
    ...probes.places.flatMap(({ name: place }) =>
      system.services.map(({ name: service, probe }) => ({
        job: probeJob(place),
        instance: `${probes.addresses[service] ?? ""}${probe}`,
        labels: { namespace, service, place },
      })),
    ),
    ...ownCertificateTargets(environment),
    ...system.resources
      .filter((resource) => whyAbsent(resource, environment) === undefined)
      .flatMap((resource) => ofResource(resource, environment)),
    ...behindService(`${kps}-prometheus`, prometheus.replicas, `prometheus-${kps}-prometheus`, "http-web"),
    ...behindService(`${kps}-operator`, 1, `${kps}-operator-6f7c9d5b8-x2x4z`, "https"),
    ...behindService(releases.grafana, grafana.replicas, releases.grafana, "service"),
    ...behindService("kube-state-metrics", 1, `${kps}-kube-state-metrics`, "http"),
    ...behindService("node-exporter", nodes.cluster, `${kps}-node-exporter`, "http-metrics"),
    ...kubelets(),
    ...numbered(1, releases.elasticsearchExporter, "http"),
    ...Array.from({ length: elk.logstash.replicas }, (_, at) => ({
      job: releases.logstashExporter,
      instance: logstashPod(at),
      labels: { port: "http", node: logstashPod(at) },
    })),
  ];
}

function ownCertificateTargets(environment: Environment): Target[] {
  const place = certificateWatchedFrom(environment);
  const { job, name: service, askedAt: instance } = ownCertificate;
  return place === undefined ? [] : [{ job, instance, labels: { namespace, service, place } }];
}

function ofResource(resource: Resource, environment: Environment): Target[] {
  const name = useName(resource);
  switch (resource.kind) {
    case "workload":
      return [];
    case "database":
      return [...numbered(1, `${name}-cloudwatch`, "http"), ...numbered(1, `${name}-postgres`, "http")];
    case "bucket":
      return numbered(1, name, "http");
    case "broker":
      return ofBroker(resource, environment);
  }
}

function ofBroker(broker: Broker, environment: Environment): Target[] {
  const { nodes: ofNodes, queues, channels, bindings } = brokerJobs(broker);
  return [
    ...[ofNodes, queues, channels].flatMap((job) =>
      Array.from({ length: nodes.broker }, (_, at) => ({
        job,
        instance: `${broker.statefulSet}-${at}`,
        labels: {
          namespace: broker.namespace,
          pod: `${broker.statefulSet}-${at}`,
          container: "rabbitmq",
          port: brokerPorts(asksOverTls(broker, environment)).metricsName,
        },
      })),
    ),
    ...numbered(1, bindings, "http"),
  ];
}

/** Exporters of this project, whose pods are called after the release. */
const numbered = (replicas: number, job: string, port: string): Target[] =>
  Array.from({ length: replicas }, (_, at) => ({
    job,
    instance: `${job}-${at}`,
    labels: { namespace, pod: `${job}-${at}`, container: "exporter", port },
  }));

/** What the charts have scraped through a Service, whose labels nobody relabels. */
const behindService = (job: string, replicas: number, pods: string, endpoint: string): Target[] =>
  Array.from({ length: replicas }, (_, at) => ({
    job,
    instance: `10.1.${at}.${20 + pods.length}:8080`,
    labels: { namespace, service: job, pod: replicas > 1 ? `${pods}-${at}` : pods, container: job, endpoint },
  }));

const kubelets = (): Target[] =>
  Array.from({ length: nodes.cluster }, (_, at) => ({
    job: "kubelet",
    instance: `10.0.${at}.10:10250`,
    labels: {
      node: `node-${at}`,
      namespace: "kube-system",
      service: `${releases.prometheus}-kubelet`,
      endpoint: "https-metrics",
      metrics_path: "/metrics/cadvisor",
    },
  }));
