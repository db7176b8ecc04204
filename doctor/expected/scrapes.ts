import { parse as parseYaml } from "yaml";
import { fromTerraform } from "../../deployed/from-terraform";
import { namespace, releases } from "../../environments/names";
import { charts } from "../../versions";

/** An object by which prometheus-operator has something scraped, and how many scrape pools come of it. */
export interface Scrape {
  /** What a pool's name begins with: `serviceMonitor/monitoring/red-shop-api`. */
  readonly pool: string;
  readonly name: string;
  /** Number of scrape pools: each endpoint of a monitor has one of its own. */
  readonly pools: number;
  /** Name of the release that brings it. */
  readonly release: string;
}

/**
 * Of kube-prometheus-stack, which names them itself and of which some can be switched off, with how many endpoints each
 * has (rendered at the version of `versions.ts`): Prometheus has one for itself, and one for what reloads its rules.
 */
const ofOperator = {
  kubelet: 1,
  "kube-state-metrics": 1,
  operator: 1,
  prometheus: 2,
  "prometheus-node-exporter": 1,
} as const;

interface Values {
  readonly fullnameOverride?: string;
  readonly serviceMonitor?: { readonly enabled?: boolean; readonly metricsEndpoints?: readonly unknown[] };
  readonly objects?: readonly KubernetesObject[];
}

interface KubernetesObject {
  readonly kind: string;
  readonly metadata: { readonly name: string };
  readonly spec?: { readonly endpoints?: readonly unknown[] };
}

interface Document {
  readonly resource?: {
    readonly helm_release?: Readonly<
      Record<string, { readonly name: string; readonly chart: string; readonly values?: readonly string[] }>
    >;
  };
}

/** All scrapes that the documents bring: by monitors of their own, and by those that charts bring. */
export const scrapesIn = (documents: readonly unknown[]): Scrape[] =>
  (documents as readonly Document[])
    .flatMap(({ resource }) => Object.values(resource?.helm_release ?? {}))
    .flatMap(({ name, chart, values = [] }) => [
      ...(chart === charts.kubePrometheusStack.name
        ? Object.entries(ofOperator).map(([part, pools]) => monitor(`${releases.prometheus}-${part}`, name, pools))
        : []),
      ...values.filter(mayScrape).flatMap((yaml) => ofValues(parseYaml(fromTerraform(yaml)) as Values, name)),
    ]);

/** Most values are large, and have none. */
const mayScrape = (yaml: string): boolean => /serviceMonitor|ServiceMonitor|Probe/.test(yaml);

function ofValues({ fullnameOverride, serviceMonitor, objects = [] }: Values, release: string): Scrape[] {
  const ofChart = serviceMonitor?.enabled
    ? [monitor(fullnameOverride ?? release, release, serviceMonitor.metricsEndpoints?.length)]
    : [];
  return [...ofChart, ...objects.flatMap((object) => ofObject(object, release))];
}

function ofObject({ kind, metadata: { name }, spec }: KubernetesObject, release: string): Scrape[] {
  if (kind === "ServiceMonitor") return [monitor(name, release, spec?.endpoints?.length)];
  return kind === "Probe" ? [{ pool: `probe/${namespace}/${name}`, name, pools: 1, release }] : [];
}

const monitor = (name: string, release: string, pools = 1): Scrape => ({
  pool: `serviceMonitor/${namespace}/${name}`,
  name,
  pools,
  release,
});
