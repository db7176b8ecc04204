/**
 * Writes constructs/chart-values/<chart>.json from dumps of the charts' default values.
 *
 *   npm run chart-shape FOLDER
 *
 * FOLDER holds a file for each pinned chart and subchart, either
 *   <chart>-<version>.yaml   what `helm show values <repository>/<chart> --version <version>` prints, or
 *   <chart>.json             { "chart": …, "version": …, "defaultValues": … }; those of subcharts may stand in it
 *                            besides, by their names, as "subchartDefaultValues".
 */
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import type { ChartShape, Leaf, Shape } from "../constructs/chart-values/shape";
import { shapeFile, shapeOf } from "../constructs/chart-values/shape";
import { charts } from "../versions";

interface Dump {
  readonly version: string;
  readonly defaultValues: unknown;
  readonly subchartDefaultValues?: Readonly<Record<string, unknown>>;
}

interface Amendments {
  /** Charts whose values stand below their name. */
  readonly subcharts?: readonly string[];
  /** Paths that the templates read, but that the default values mention in comments at most; and maps of free keys. */
  readonly paths?: Readonly<Record<string, Leaf>>;
}

/** What default values cannot tell, from the charts' templates. */
const amendments: Readonly<Record<string, Amendments>> = {
  "kube-prometheus-stack": { subcharts: ["kube-state-metrics", "prometheus-node-exporter"] },
  grafana: { paths: { "grafana\\.ini": "map", "ingress.ingressClassName": "string" } },
  "prometheus-postgres-exporter": {
    paths: {
      fullnameOverride: "string",
      "serviceMonitor.interval": "string",
      "serviceMonitor.scheme": "string",
      "serviceMonitor.tlsConfig": "map",
      "serviceMonitor.relabelings": "list",
      "serviceMonitor.metricRelabelings": "list",
    },
  },
  "prometheus-yet-another-cloudwatch-exporter": {
    paths: {
      "serviceMonitor.interval": "string",
      "serviceMonitor.relabelings": "list",
      "serviceMonitor.metricRelabelings": "list",
    },
  },
  // Of its subcharts only their switches are set.
  "mimir-distributed": {
    paths: {
      "ingester.persistentVolume.storageClass": "string",
      "store_gateway.persistentVolume.storageClass": "string",
      "compactor.persistentVolume.storageClass": "string",
      "ingester.resources.limits": "map",
      "store_gateway.resources.limits": "map",
      "compactor.resources.limits": "map",
      "distributor.resources.limits": "map",
      "querier.resources.limits": "map",
      "query_frontend.resources.limits": "map",
      "query_scheduler.resources.limits": "map",
      "ruler.resources.limits": "map",
    },
  },
  "prometheus-elasticsearch-exporter": { paths: { fullnameOverride: "string" } },
  "prometheus-blackbox-exporter": { paths: { fullnameOverride: "string", "config.modules": "map" } },
  "eck-stack": {
    subcharts: ["eck-elasticsearch", "eck-kibana", "eck-logstash", "eck-beats"],
    paths: {
      "eck-elasticsearch.ingress.className": "string",
      "eck-elasticsearch.ingress.tls.secretName": "string",
      "eck-kibana.fullnameOverride": "string",
      "eck-kibana.podTemplate": "map",
      "eck-kibana.ingress.className": "string",
      "eck-kibana.ingress.tls.secretName": "string",
      "eck-logstash.fullnameOverride": "string",
      "eck-beats.fullnameOverride": "string",
      "eck-beats.daemonSet": "map",
      "eck-beats.serviceAccount": "map",
    },
  },
  "opentelemetry-collector": {
    paths: {
      config: "map",
      ports: "map",
      "podDisruptionBudget.minAvailable": "any",
      "podDisruptionBudget.maxUnavailable": "any",
    },
  },
};

/** The shape of a chart, from the dumps in a folder; undefined where its dump is missing. */
export function shapeFromDumps(folder: string, chart: string): ChartShape | undefined {
  const dump = readDump(folder, chart);
  if (!dump) return undefined;
  const { subcharts = [], paths = {} } = amendments[chart] ?? {};
  const withSubcharts = subcharts.reduce((shape, name) => {
    const defaults = dump.subchartDefaultValues?.[name] ?? readDump(folder, name)?.defaultValues;
    if (defaults === undefined) throw new Error(`${chart} needs a dump of its subchart ${name} in ${folder}.`);
    return merge(shape, { [name]: shapeOf(defaults) });
  }, shapeOf(dump.defaultValues));
  const values = Object.entries(paths).reduce((shape, [path, leaf]) => amend(shape, keysOf(path), leaf), withSubcharts);
  return { chart, version: dump.version, values };
}

function readDump(folder: string, chart: string): Dump | undefined {
  const json = join(folder, `${chart}.json`);
  if (existsSync(json)) return JSON.parse(readFileSync(json, "utf8")) as Dump;
  const yaml = readdirSync(folder).find(
    (name) => name.startsWith(`${chart}-`) && /-v?\d+\.\d+\.\d+.*\.yaml$/.test(name),
  );
  return yaml === undefined
    ? undefined
    : {
        version: yaml.slice(chart.length + 1, -".yaml".length),
        defaultValues: parse(readFileSync(join(folder, yaml), "utf8")),
      };
}

/** Both; where only one of them says anything, that. */
function merge(a: Shape, b: Shape): Shape {
  if (typeof b === "string") return b === "any" || (b === "map" && typeof a !== "string") ? a : b;
  if (typeof a === "string") return b;
  const keys = [...new Set([...Object.keys(a), ...Object.keys(b)])];
  return Object.fromEntries(keys.map((key) => [key, merge(a[key] ?? "any", b[key] ?? "any")]));
}

function amend(shape: Shape, [key = "", ...rest]: readonly string[], leaf: Leaf): Shape {
  const at = typeof shape === "string" ? {} : shape;
  return { ...at, [key]: rest.length === 0 ? leaf : amend(at[key] ?? {}, rest, leaf) };
}

/** The keys of `grafana\.ini.server`: a backslash keeps a dot within its key. */
const keysOf = (path: string): string[] => path.split(/(?<!\\)\./).map((key) => key.replaceAll("\\.", "."));

async function main([folder, ...others]: readonly string[]): Promise<void> {
  if (folder === undefined || others.length > 0) throw new Error("usage: npm run chart-shape FOLDER");
  const { format } = await import("prettier");
  for (const { name } of Object.values(charts)) {
    const shape = shapeFromDumps(folder, name);
    if (!shape) throw new Error(`${folder} has no dump of ${name}.`);
    writeFileSync(shapeFile(name), await format(JSON.stringify(shape), { parser: "json", printWidth: 120 }));
  }
}

if (require.main === module)
  main(process.argv.slice(2)).catch((failure: unknown) => {
    // Whatever is wrong is wrong with what it was given.
    console.error(failure instanceof Error ? failure.message : failure);
    process.exitCode = 1;
  });
