/**
 * Whom Prometheus asks, and whether over TLS: as the monitors say it that releases hold, and those that charts make of
 * values. The charts themselves are not here.
 */
import { brokerPorts } from "../../../environments/broker-access";
import { blackboxAddress, namespace } from "../../../environments/names";
import type { SynthesizedStack } from "../synthesized";
import { resourcesOf, valuesOf } from "../synthesized";
import { objectsOf, podsOf } from "./pods";

/** Of an endpoint, or of what a chart makes one of. */
interface Scheme {
  readonly scheme?: string;
}

/** The name of a party of network/, a port of its pods, and how it is asked there. */
type Asked = readonly [party: string, port: number, how: Scheme | undefined];

interface ChartValues {
  readonly serviceMonitor: Scheme & { readonly metricsEndpoints: readonly (Scheme & { readonly port: string })[] };
  readonly ports: Readonly<Record<string, { readonly containerPort: number }>>;
  readonly prometheus: { readonly serviceMonitor?: Scheme };
  readonly "kube-state-metrics": { readonly prometheus?: { readonly monitor: { readonly http: Scheme } } };
  readonly "prometheus-node-exporter": { readonly prometheus?: { readonly monitor: Scheme } };
  readonly metaMonitoring: { readonly serviceMonitor: Scheme };
}

const chartMonitors: Readonly<Record<string, (release: string, values: ChartValues) => readonly Asked[]>> = {
  "kube-prometheus-stack": (_, { prometheus, ...values }) => [
    ["prometheus", 9090, prometheus.serviceMonitor],
    ["prometheus", 8080, prometheus.serviceMonitor],
    ["kube-state-metrics", 8080, values["kube-state-metrics"].prometheus?.monitor.http],
    ["nodes", 9100, values["prometheus-node-exporter"].prometheus?.monitor],
    // Of these two the chart decides it.
    ["nodes", 10_250, { scheme: "https" }],
    ["prometheus-operator", 10_250, { scheme: "https" }],
  ],
  grafana: (release, { serviceMonitor }) => [[release, 3000, serviceMonitor]],
  "prometheus-postgres-exporter": (release, { serviceMonitor }) => [[release, 9187, serviceMonitor]],
  "prometheus-yet-another-cloudwatch-exporter": (release, { serviceMonitor }) => [[release, 5000, serviceMonitor]],
  "opentelemetry-collector": (release, { serviceMonitor, ports }) =>
    serviceMonitor.metricsEndpoints.map((one) => [release, ports[one.port]?.containerPort ?? 0, one]),
  "mimir-distributed": (release, { metaMonitoring }) => [[release, 8080, metaMonitoring.serviceMonitor]],
};

interface ServiceMonitor {
  readonly namespaceSelector: { readonly matchNames: readonly [string] };
  readonly endpoints: readonly (Scheme & {
    readonly port: string;
    readonly relabelings: readonly [{ readonly regex: string }];
  })[];
}

interface Probe {
  readonly prober: Scheme & { readonly url: string };
  readonly targets: { readonly staticConfig: { readonly labels: { readonly place: string } } };
}

/** Of an exporter of ours it is the only port; of a broker its name says which. */
const askedByService = ({ namespaceSelector, endpoints }: ServiceMonitor, portOf: (pod: string) => number): Asked[] =>
  endpoints.map((endpoint) => {
    const [{ regex: service }] = endpoint.relabelings;
    const [where] = namespaceSelector.matchNames;
    if (where === namespace) return [service, portOf(service), endpoint];
    const ports = [true, false].map(brokerPorts).find(({ metricsName }) => metricsName === endpoint.port);
    return [`pods in ${where}`, ports?.metrics ?? 0, endpoint];
  });

const askedByProbe = ({ prober, targets }: Probe): Asked => [
  prober.url === blackboxAddress ? "blackbox" : `blackbox exporter in ${targets.staticConfig.labels.place}`,
  Number(prober.url.split(":").at(-1)),
  prober,
];

/** A line for each: `red-shop-api:8889 https`. @throws Error of a kind of monitor that is not known here */
export function askedOf(stacks: readonly SynthesizedStack[]): string[] {
  const pods = podsOf(stacks);
  const portOf = (pod: string) => pods.find(({ name }) => name === pod)?.ports[0] ?? 0;
  const asked = stacks
    .flatMap((stack) => resourcesOf(stack, "helm_release"))
    .flatMap(([, release]): readonly Asked[] => [
      ...(chartMonitors[release.chart as string]?.(release.name as string, valuesOf(release) as ChartValues) ?? []),
      ...objectsOf(release).flatMap((object): Asked[] => {
        const { kind, spec } = object as unknown as { readonly kind: string; readonly spec: unknown };
        if (kind === "ServiceMonitor") return askedByService(spec as ServiceMonitor, portOf);
        if (kind === "Probe") return [askedByProbe(spec as Probe)];
        if (/Monitor|ScrapeConfig/.test(kind)) throw new Error(`Whom a ${kind} asks is not known here.`);
        return [];
      }),
    ]);
  const lines = asked.map(([party, port, how]) => `${party}:${port} ${how?.scheme ?? "http"}`);
  return [...new Set(lines)].sort();
}
