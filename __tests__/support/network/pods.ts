/**
 * The pods that releases bring, with the labels by which policies could know them, and the ports on which they listen
 * for others: as the charts render and the operators make them. The charts themselves are not here.
 */
import { elkName, elkPodLabels } from "../../../environments/names";
import type { SynthesizedResource, SynthesizedStack } from "../synthesized";
import { resourcesOf, valuesOf } from "../synthesized";

export interface Listening {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly ports: readonly number[];
}

const chartPods: Readonly<Record<string, (release: string, values: unknown) => readonly Listening[]>> = {
  "prometheus-operator-crds": () => [],
  "kube-prometheus-stack": (release) => [
    {
      name: "prometheus",
      labels: {
        "app.kubernetes.io/name": "prometheus",
        "app.kubernetes.io/instance": `${release}-prometheus`,
        "operator.prometheus.io/name": `${release}-prometheus`,
      },
      ports: [9090, 8080],
    },
    {
      name: "prometheus-operator",
      labels: { "app.kubernetes.io/component": "prometheus-operator", "app.kubernetes.io/instance": release },
      ports: [10_250],
    },
    {
      name: "webhook-jobs",
      labels: { "app.kubernetes.io/component": "prometheus-operator-webhook", "app.kubernetes.io/instance": release },
      ports: [],
    },
    {
      name: "kube-state-metrics",
      labels: {
        "app.kubernetes.io/component": "metrics",
        "app.kubernetes.io/name": "kube-state-metrics",
        "app.kubernetes.io/instance": release,
      },
      ports: [8080],
    },
  ],
  grafana: (release, values) => [
    {
      name: "grafana",
      labels: byChart("grafana", release),
      ports: [3000, ...((values as { replicas: number }).replicas > 1 ? [9094] : [])],
    },
  ],
  "prometheus-blackbox-exporter": (release) => [
    { name: release, labels: byChart("prometheus-blackbox-exporter", release), ports: [9115] },
  ],
  "prometheus-elasticsearch-exporter": (release) => [
    { name: release, labels: byChart("prometheus-elasticsearch-exporter", release), ports: [9108] },
  ],
  "prometheus-json-exporter": (release) => [
    { name: release, labels: byChart("prometheus-json-exporter", release), ports: [7979] },
  ],
  "prometheus-postgres-exporter": (release) => [
    { name: release, labels: byChart("prometheus-postgres-exporter", release), ports: [9187] },
  ],
  "prometheus-yet-another-cloudwatch-exporter": (release) => [
    { name: release, labels: byChart("prometheus-yet-another-cloudwatch-exporter", release), ports: [5000] },
  ],
  "opentelemetry-collector": (release, values) => [
    {
      name: release,
      labels: { ...byChart("opentelemetry-collector", release), component: "statefulset-collector" },
      // The first two are the chart's own.
      ports: [
        4317,
        4318,
        ...Object.values((values as CollectorPorts).ports).flatMap(({ containerPort }) => containerPort ?? []),
      ],
    },
  ],
  // All parts listen alike: over HTTP, by gRPC, and for each other's gossip.
  "mimir-distributed": (release) => [{ name: release, labels: byChart("mimir", release), ports: [8080, 9095, 7946] }],
  "eck-operator": (release) => [{ name: release, labels: byChart("elastic-operator", release), ports: [9443] }],
  "eck-stack": () => [
    { name: "elasticsearch", labels: { [elkPodLabels.elasticsearch]: elkName }, ports: [9200, 9300] },
    { name: "kibana", labels: { [elkPodLabels.kibana]: elkName }, ports: [5601] },
    { name: "logstash", labels: { [elkPodLabels.logstash]: elkName }, ports: [5044, 9600] },
    { name: "filebeat", labels: { [elkPodLabels.filebeat]: elkName }, ports: [] },
  ],
};

const byChart = (chart: string, release: string) => ({
  "app.kubernetes.io/name": chart,
  "app.kubernetes.io/instance": release,
});

interface CollectorPorts {
  readonly ports: Readonly<Record<string, { readonly containerPort?: number }>>;
}

interface GivenObject {
  readonly kind: string;
  readonly metadata: { readonly name: string };
}

/** @throws Error of a chart whose pods are not known here */
export const podsOf = (stacks: readonly SynthesizedStack[]): Listening[] =>
  stacks
    .flatMap((stack) => resourcesOf(stack, "helm_release"))
    .flatMap(([, release]) => {
      const chart = release.chart as string;
      if (chart.startsWith("assets/")) return beatsOf(release);
      const pods = chartPods[chart];
      if (!pods)
        throw new Error(`Which pods the chart ${chart} brings is not known in __tests__/support/network/pods.ts.`);
      return pods(release.name as string, valuesOf(release));
    });

/** Of a chart of this repository: the operator makes pods of a Beat. */
const beatsOf = (release: SynthesizedResource): Listening[] =>
  objectsOf(release)
    .filter(({ kind }) => kind === "Beat")
    .map(({ metadata: { name } }) => ({ name, labels: { [elkPodLabels.filebeat]: name }, ports: [] }));

/** What a release of the chart `objects` holds. */
export const objectsOf = (release: SynthesizedResource): GivenObject[] =>
  (valuesOf(release) as { readonly objects?: readonly GivenObject[] }).objects?.slice() ?? [];
