/**
 * What prometheus-operator makes of a ServiceMonitor: a scrape configuration for each endpoint. Discovery is replaced
 * by static targets that carry the labels discovery would find (`__meta_kubernetes_*`); everything after it is as in
 * `generateServiceMonitorConfig` (pkg/prometheus/promcfg.go, 0.93): the operator's relabelings first, so that `job`,
 * `namespace`, `service`, `pod`, `container` and `endpoint` are set before the endpoint's own relabelings see them.
 */
import type { AskedOverTls } from "../../../constructs/tls";
import type { ScrapeConfig } from "./prometheus";
import { scrapedOverTls } from "./tls";

export interface ServiceMonitor {
  readonly metadata: { readonly name: string; readonly namespace: string };
  readonly spec: ServiceMonitorSpec;
}

export interface ServiceMonitorSpec extends Partial<Record<keyof typeof limits, number>> {
  readonly endpoints: readonly Endpoint[];
  /** Chooses the Services; here the targets given are those it chose. */
  readonly selector?: unknown;
  readonly namespaceSelector?: unknown;
  readonly jobLabel?: string;
  readonly targetLabels?: readonly string[];
  readonly podTargetLabels?: readonly string[];
}

export interface Endpoint extends Partial<AskedOverTls> {
  /** The name of the Service's port. */
  readonly port: string;
  readonly interval?: string;
  readonly scrapeTimeout?: string;
  readonly path?: string;
  readonly params?: Readonly<Record<string, readonly string[]>>;
  /** @default false */
  readonly honorLabels?: boolean;
  readonly honorTimestamps?: boolean;
  readonly relabelings?: readonly Relabeling[];
  readonly metricRelabelings?: readonly Relabeling[];
}

export interface Relabeling {
  readonly sourceLabels?: readonly string[];
  readonly separator?: string;
  readonly targetLabel?: string;
  readonly regex?: string;
  readonly modulus?: number;
  readonly replacement?: string;
  readonly action?: string;
}

/** A pod behind the Service, and where the test really runs what the pod would. */
export interface MonitoredPod {
  readonly namespace: string;
  readonly service: string;
  readonly pod: string;
  readonly container: string;
  readonly serviceLabels?: Readonly<Record<string, string>>;
  readonly podLabels?: Readonly<Record<string, string>>;
  /** Name of the Service's port to `127.0.0.1:41235`. */
  readonly addresses: Readonly<Record<string, string>>;
}

/**
 * @param authority the file of the one that Prometheus believes, of endpoints that are asked over TLS
 * @throws if the ServiceMonitor has a field that is not emulated: what it does in a cluster would stay untested.
 */
export function scrapeConfigs(
  monitor: ServiceMonitor,
  pods: readonly MonitoredPod[],
  authority = "",
): readonly ScrapeConfig[] {
  const { metadata, spec } = monitor;
  refuseUnknown(`${metadata.name}.spec`, spec, specFields);
  return spec.endpoints.map((endpoint, index) => {
    refuseUnknown(`${metadata.name}.spec.endpoints[${index}]`, endpoint, endpointFields);
    return {
      job_name: `serviceMonitor/${metadata.namespace}/${metadata.name}/${index}`,
      ...renamed(endpoint, endpointSettings),
      ...renamed(spec, limits),
      ...overTls(endpoint, authority),
      honor_labels: endpoint.honorLabels ?? false,
      static_configs: pods.flatMap(discovered),
      relabel_configs: [...targetRelabelings(spec, endpoint), ...(endpoint.relabelings ?? []).map(relabelConfig)],
      metric_relabel_configs: (endpoint.metricRelabelings ?? []).map(relabelConfig),
    };
  });
}

const overTls = ({ scheme, tlsConfig }: Endpoint, authority: string) =>
  scheme && tlsConfig && scrapedOverTls({ scheme, tlsConfig }, authority);

const limits = {
  sampleLimit: "sample_limit",
  labelLimit: "label_limit",
  labelNameLengthLimit: "label_name_length_limit",
  labelValueLengthLimit: "label_value_length_limit",
} as const;

const endpointSettings = {
  interval: "scrape_interval",
  scrapeTimeout: "scrape_timeout",
  path: "metrics_path",
  params: "params",
  honorTimestamps: "honor_timestamps",
} as const;

const specFields = [
  "endpoints",
  "selector",
  "namespaceSelector",
  "jobLabel",
  "targetLabels",
  "podTargetLabels",
  ...Object.keys(limits),
];
const endpointFields = [
  ...["port", "honorLabels", "relabelings", "metricRelabelings", "scheme", "tlsConfig"],
  ...Object.keys(endpointSettings),
];

/**
 * One entry a port, as discovery of endpoints finds them; the first relabeling keeps the one that the endpoint names.
 */
function discovered({ namespace, service, pod, container, addresses, serviceLabels, podLabels }: MonitoredPod) {
  return Object.entries(addresses).map(([port, address]) => ({
    targets: [address],
    labels: {
      [meta("namespace")]: namespace,
      [meta("service_name")]: service,
      [meta("pod_name")]: pod,
      [meta("pod_container_name")]: container,
      [meta("endpoint_port_name")]: port,
      ...prefixed("service_label", serviceLabels),
      ...prefixed("pod_label", podLabels),
    },
  }));
}

function targetRelabelings(spec: ServiceMonitorSpec, { port }: Endpoint) {
  const copy = (source: string, target: string) => ({ source_labels: [meta(source)], target_label: target });
  const copyIfSet = (source: string, target: string) => ({ ...copy(source, target), regex: "(.+)" });
  return [
    { action: "keep", source_labels: [meta("endpoint_port_name")], regex: port },
    copy("namespace", "namespace"),
    copy("service_name", "service"),
    copy("pod_name", "pod"),
    copy("pod_container_name", "container"),
    ...(spec.targetLabels ?? []).map((label) => copyIfSet(`service_label_${sanitized(label)}`, sanitized(label))),
    ...(spec.podTargetLabels ?? []).map((label) => copyIfSet(`pod_label_${sanitized(label)}`, sanitized(label))),
    copy("service_name", "job"),
    ...(spec.jobLabel ? [copyIfSet(`service_label_${sanitized(spec.jobLabel)}`, "job")] : []),
    { target_label: "endpoint", replacement: port },
  ];
}

export function relabelConfig({ sourceLabels, targetLabel, action, ...same }: Relabeling) {
  return {
    ...same,
    ...(sourceLabels ? { source_labels: sourceLabels } : {}),
    ...(targetLabel ? { target_label: targetLabel } : {}),
    ...(action ? { action: action.toLowerCase() } : {}),
  };
}

const meta = (name: string): string => `__meta_kubernetes_${name}`;
const sanitized = (label: string): string => label.replace(/[^a-zA-Z0-9_]/g, "_");

function prefixed(kind: "service_label" | "pod_label", labels: Readonly<Record<string, string>> = {}) {
  return Object.fromEntries(Object.entries(labels).map(([name, value]) => [meta(`${kind}_${sanitized(name)}`), value]));
}

/** The fields that are set, under their names in Prometheus' configuration. */
export function renamed(fields: object, names: Readonly<Record<string, string>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(fields).flatMap(([name, value]) => (names[name] ? [[names[name], value as unknown]] : [])),
  );
}

/** @param emulation the file in which the missing field would be emulated */
export function refuseUnknown(
  where: string,
  fields: object,
  known: readonly string[],
  emulation = "service-monitor.ts",
): void {
  const unknown = Object.keys(fields).filter((field) => !known.includes(field));
  if (unknown.length > 0) throw new Error(`${where}: no emulation of ${unknown.join(", ")}; add it to ${emulation}`);
}
