/**
 * What is left of the pages of a kubelet and of kube-state-metrics once Prometheus has scraped them as the chart's
 * monitors and our values say. The pages have the rows and labels that cAdvisor (lib/metrics/prometheus.go), the
 * kubelet (pkg/kubelet/server) and kube-state-metrics (internal/store) write; neither runs without a cluster.
 */
import { afterAll, beforeAll, describe, expect, it, jest } from "@jest/globals";
import { prometheusValues } from "../../constructs/chart-values/kube-prometheus-stack";
import { local } from "../../environments/local";
import { cadvisor } from "../../signals/contracts/cadvisor";
import { kubeStateMetrics } from "../../signals/contracts/kube-state-metrics";
import type { Page } from "../support/live/http-page";
import { servePage } from "../support/live/http-page";
import type { Prometheus } from "../support/live/prometheus";
import { startPrometheus } from "../support/live/prometheus";
import type { InstantSample } from "../support/live/prometheus-api";
import { relabelConfig } from "../support/live/service-monitor";
import { selector } from "../../promql/labels";
import type { Labels } from "../../promql/labels";

jest.setTimeout(60_000);

const pod = "mes-api-6d4cf56db6-x7x2p";

/** Every row has all six labels, and empty ones where it is about no container, or no pod. */
const row = (labels: Partial<Record<"container" | "id" | "image" | "name" | "namespace" | "pod", string>>) => ({
  ...{ container: "", id: "/", image: "", name: "", namespace: "", pod: "" },
  ...labels,
});
const ofPod = row({ id: "/kubepods.slice/kubepods-pod1.slice", namespace: "mes", pod });
const sandbox = { ...ofPod, id: `${ofPod.id}/cri-containerd-0.scope`, image: "registry.k8s.io/pause:3.10", name: "0" };
const api = { ...sandbox, id: `${ofPod.id}/cri-containerd-1.scope`, image: "mes-api:1", name: "1", container: "api" };

const families = (labels: Labels): Record<string, readonly Labels[]> => ({
  container_cpu_usage_seconds_total: [{ ...labels, cpu: "total" }],
  container_cpu_user_seconds_total: [labels],
  container_cpu_cfs_periods_total: [labels],
  container_cpu_cfs_throttled_periods_total: [labels],
  container_cpu_cfs_throttled_seconds_total: [labels],
  container_memory_working_set_bytes: [labels],
  container_memory_rss: [labels],
  container_memory_usage_bytes: [labels],
  container_fs_writes_total: [{ ...labels, device: "/dev/nvme0n1" }],
  container_network_receive_bytes_total: [{ ...labels, interface: "eth0" }],
  container_oom_events_total: [labels],
  container_spec_memory_limit_bytes: [labels],
});

const page = (of: readonly Record<string, readonly Labels[]>[]) =>
  of
    .flatMap((all) => Object.entries(all))
    .flatMap(([name, rows]) => rows.map((labels) => `${name}${selector(labels)} 1\n`))
    .join("");

const kubeletPage = page([row({}), ofPod, sandbox, api].map(families));

const container = { namespace: "mes", pod, uid: "1f2e", container: "api" };
const image = { image: "mes-api:1", image_spec: "mes-api:1", image_id: "sha256:1", container_id: "containerd://1" };
const resource = { ...container, node: "node-1", resource: "memory", unit: "byte" };
const deployment = { namespace: "mes", deployment: "mes-api" };
const daemonSet = { namespace: "mes", daemonset: "mes-log-shipper" };
const kubeStateMetricsPage = page([
  {
    kube_pod_container_info: [{ ...container, ...image }],
    kube_pod_container_resource_limits: [resource],
    kube_pod_container_resource_requests: [resource],
    kube_pod_container_status_restarts_total: [container],
    kube_pod_container_status_last_terminated_reason: [{ ...container, reason: "OOMKilled" }],
    kube_deployment_spec_replicas: [deployment],
    kube_deployment_status_replicas_available: [deployment],
    kube_daemonset_status_number_unavailable: [daemonSet],
  },
]);

/** As prometheus-operator makes it of a monitor of the chart: labels of the target, which the scraped ones displace. */
const scrape = (job: string, address: string, labels: Labels, rest: object = {}) => ({
  job_name: job,
  honor_labels: true,
  static_configs: [{ targets: [address], labels: { job, ...labels } }],
  ...rest,
});

let pages: Page[];
let prometheus: Prometheus;
let stored: readonly InstantSample[];

beforeAll(async () => {
  pages = await Promise.all([servePage(kubeletPage), servePage(kubeStateMetricsPage)]);
  const [kubelet, state] = pages.map(({ address }) => address) as [string, string];
  const { cAdvisorMetricRelabelings } = prometheusValues(local).kubelet.serviceMonitor;
  prometheus = await startPrometheus({
    scrapeConfigs: [
      scrape(
        "kubelet",
        kubelet,
        { ...{ namespace: "kube-system", service: "kps-kubelet", endpoint: "https-metrics" }, node: "node-1" },
        {
          metrics_path: "/metrics/cadvisor",
          relabel_configs: [{ source_labels: ["__metrics_path__"], target_label: "metrics_path" }],
          metric_relabel_configs: cAdvisorMetricRelabelings.map(relabelConfig),
        },
      ),
      scrape("kube-state-metrics", state, {
        ...{ namespace: "monitoring", service: "kps-kube-state-metrics", endpoint: "http" },
        ...{ pod: "kps-kube-state-metrics-6d4cf56db6-bq4k9", container: "kube-state-metrics" },
      }),
    ],
  });
  await prometheus.waitFor("sum(up)", ([sum]) => sum?.value === 2);
  stored = (await prometheus.query('{job=~"kubelet|kube-state-metrics"}')).filter(
    ({ labels }) => !/^(up|scrape_.*)$/.test(labels.__name__ ?? ""),
  );
});

afterAll(() => Promise.all([prometheus.stop(), ...pages.map((one) => one.stop())]));

describe("what Prometheus stores of the cluster's exporters", () => {
  it("are the metrics of their contracts, each with the labels that its contract states", () => {
    const found = stored.map(({ labels: { __name__: name = "", ...labels } }) => [name, Object.keys(labels).sort()]);
    const stated = [cadvisor, kubeStateMetrics].flatMap(({ metrics }) =>
      metrics.map(({ name, labels }) => [name, [...labels].sort()]),
    );
    expect(Object.fromEntries(found)).toEqual(Object.fromEntries(stated));
    expect(stored).toHaveLength(stated.length);
  });

  it("are of cAdvisor the rows of containers: neither the pod's, its sandbox's nor the node's", () => {
    const ids = stored.filter(({ labels }) => labels.job === "kubelet").map(({ labels }) => labels.id);
    expect([...new Set(ids)]).toEqual([api.id]);
  });

  it("are about the container that is measured, not about the exporter", () => {
    const places = stored
      .filter(({ labels }) => !/^kube_(deployment|daemonset)_/.test(labels.__name__ ?? ""))
      .map(({ labels: { namespace, pod, container } }) => ({ namespace, pod, container }));
    expect(new Set(places.map((place) => JSON.stringify(place)))).toEqual(
      new Set([JSON.stringify({ namespace: "mes", pod, container: "api" })]),
    );
  });
});
