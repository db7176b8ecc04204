/**
 * The ELK cluster as its metrics tell of it: the real Elasticsearch exporter asks a real OpenSearch, which stands in
 * for Elasticsearch; the real JSON exporter asks pages that say what Logstash's API says. Exporters, monitors, rules
 * and queries are as synthesized for production, only faster. Then things go wrong, one after the other.
 */
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, jest } from "@jest/globals";
import { TerraformStack } from "cdktf";
import { ContentFolder } from "../../constructs/content-folder";
import type { ElasticsearchExporterValues } from "../../constructs/chart-values/prometheus-elasticsearch-exporter";
import type { JsonExporterValues } from "../../constructs/chart-values/prometheus-json-exporter";
import { ElasticsearchExporter } from "../../constructs/elasticsearch-exporter";
import { ElkMonitoring } from "../../constructs/elk-monitoring";
import { LogstashExporter } from "../../constructs/logstash-exporter";
import { filebeatDaemonSet, namespace, releases } from "../../environments/names";
import { production } from "../../environments/production";
import { scrapeInterval } from "../../environments/scrape";
import { logstashPods, logstashStatsUrl } from "../../exporters/logstash";
import { elasticsearch } from "../../signals/contracts/elasticsearch";
import { daemonSetUnavailable } from "../../signals/contracts/kube-state-metrics";
import { logstash } from "../../signals/contracts/logstash";
import { selector } from "../../promql/labels";
import { elk } from "../../signals/elk";
import { platform } from "../../system/teams";
import { milliseconds, seconds } from "../../units/quantities";
import { promDuration } from "../../units/text";
import { inTheClear } from "../support/in-the-clear";
import { noLogs } from "../support/no-logs";
import type { Exporter } from "../support/live/exporter";
import { startElasticsearchExporter } from "../support/live/elasticsearch-exporter";
import { faster, fasterRules } from "../support/live/faster";
import { helmTemplate } from "../support/live/helm";
import type { Page } from "../support/live/http-page";
import { servePage } from "../support/live/http-page";
import { startJsonExporter } from "../support/live/json-exporter";
import type { OpenSearch } from "../support/live/opensearch";
import { startOpenSearch } from "../support/live/opensearch";
import type { Prometheus, ScrapeConfig } from "../support/live/prometheus";
import { startPrometheus } from "../support/live/prometheus";
import type { MonitoredPod, ServiceMonitor } from "../support/live/service-monitor";
import { scrapeConfigs } from "../support/live/service-monitor";
import { stopAll } from "../support/live/stop-all";
import type { Branch } from "../support/live/tree";
import { alertQueries, panelQueries, resourcesOf, rulesOf, synthesizedStack, valuesOf } from "../support/synthesized";
import { testApp } from "../support/test-app";
import { resourceIn } from "../support/use-slices";

jest.setTimeout(90_000);

/** Five minutes are ten seconds. */
const timesAsFast = 30;
const interval = milliseconds(scrapeInterval.milliseconds / timesAsFast);
const patience = seconds(40);

const stack = (() => {
  const stack = new TerraformStack(testApp(), "monitoring");
  const folder = new ContentFolder(stack, "folder", { uid: "monitoring", title: "Monitoring" });
  const repository = "https://example.com/monitoring";
  new ElkMonitoring(stack, "elk", { owner: platform, environment: production, repository, folder, logs: noLogs });
  // In the clear: tls-exporters.test.ts is about certificates.
  const measured = { environment: inTheClear(production), after: [] };
  new ElasticsearchExporter(stack, "elasticsearch", measured);
  new LogstashExporter(stack, "logstash", measured);
  return synthesizedStack(stack);
})();

/** The container's arguments as the chart's template makes them of its values (templates/deployment.yaml, 7.4.0). */
const argumentsOf = ({ es }: ElasticsearchExporterValues): string[] => [
  ...(es.all ? ["--es.all"] : []),
  ...(es.indices ? ["--es.indices"] : []),
  ...(es.indices_settings ? ["--es.indices_settings"] : []),
  ...(es.indices_mappings ? ["--es.indices_mappings"] : []),
  ...(es.aliases ? [] : ["--no-es.aliases"]),
  ...(es.shards ? ["--es.shards"] : []),
  ...(es.snapshots ? ["--collector.snapshots"] : []),
  ...(es.cluster_settings ? ["--collector.clustersettings"] : []),
  ...(es.slm ? ["--collector.slm"] : []),
  ...(es.data_stream ? ["--collector.data-stream"] : []),
  ...(es.ilm ? ["--collector.ilm"] : []),
  `--es.timeout=${es.timeout}`,
];

/** Of `GET /_node/stats/pipelines`: what a persistent queue and a dead-letter queue say (Logstash 9). */
const stats = { in: 0, out: 0, perScrape: 10, queued: 0, deadLetters: 1 };
const statsPage = () =>
  JSON.stringify({
    host: "logs-ls-0",
    version: "9.5.0",
    pipelines: {
      logs: {
        events: {
          in: (stats.in += stats.perScrape),
          out: (stats.out += stats.perScrape),
          filtered: 10,
          duration_in_millis: 5,
        },
        queue: {
          type: "persisted",
          events_count: 0,
          queue_size_in_bytes: stats.queued,
          max_queue_size_in_bytes: production.elk.logstash.queue.bytes,
        },
        dead_letter_queue: {
          queue_size_in_bytes: stats.deadLetters,
          max_queue_size_in_bytes: production.elk.logstash.deadLetters.bytes,
          dropped_events: 0,
          expired_events: 0,
          storage_policy: "drop_newer",
        },
      },
    },
  });

let search: OpenSearch;
let exporters: { readonly elasticsearch: Exporter; readonly logstash: Exporter };
let api: Page;
let prometheus: Prometheus;
const started: { stop(): Promise<unknown> }[] = [];

const begin = async <S extends { stop(): Promise<unknown> }>(starting: Promise<S>): Promise<S> => {
  const one = await starting;
  started.unshift(one);
  return one;
};

const charts = join(__dirname, "..", "..", "constructs", "charts");
const rendered = (chart: string, name: string) =>
  helmTemplate(join(charts, chart), name, valuesOf(resourceIn(stack, "helm_release", name)));

/** The API speaks TLS, with a certificate of the operator's; the page that stands in for it does not. */
const withoutTls = (config: Branch): Branch =>
  JSON.parse(JSON.stringify(config, (key, value: unknown) => (key === "tls_config" ? undefined : value))) as Branch;

const pod = (service: string, container: string, { address }: { readonly address: string }): MonitoredPod => ({
  namespace,
  service,
  pod: `${service}-6d4cf56db6-x7x2p`,
  container,
  addresses: { http: address },
});

beforeAll(async () => {
  // One node has no place for copies.
  search = await begin(startOpenSearch());
  await search.request("PUT", "/logs-test", { settings: { number_of_replicas: 1 } });
  await search.request("PUT", "/_index_template/stream", {
    index_patterns: ["logs-*.*-test"],
    data_stream: {},
    template: { settings: { number_of_replicas: 0 } },
  });
  await search.request("POST", "/logs-shop.api-test/_doc", { "@timestamp": "2026-11-28T00:00:00Z" });
  api = await begin(servePage(statsPage));
  const values = valuesOf(
    resourceIn(stack, "helm_release", releases.elasticsearchExporter),
  ) as ElasticsearchExporterValues;
  const { configuration } = valuesOf(
    resourceIn(stack, "helm_release", releases.logstashExporter),
  ) as JsonExporterValues;
  exporters = {
    elasticsearch: await begin(startElasticsearchExporter({ url: search.url, arguments: argumentsOf(values) })),
    logstash: await begin(startJsonExporter(withoutTls(configuration.structuredConfig as Branch))),
  };
  const pods = [
    pod(releases.elasticsearchExporter, "exporter", exporters.elasticsearch),
    pod(releases.logstashExporter, "prometheus-json-exporter", exporters.logstash),
  ];
  const scrapes = [releases.elasticsearchExporter, releases.logstashExporter].map((name) => `${name}-scrape`);
  const monitors = (
    await Promise.all(scrapes.map((name) => rendered("objects", name)))
  ).flat() as unknown as ServiceMonitor[];
  const here = (text: string) =>
    logstashPods(production.elk.logstash.replicas).reduce(
      (all, name) => all.replaceAll(logstashStatsUrl(name), `http://${api.address}/${name}`),
      text,
    );
  // Whoever counts pods needs a cluster; what it says of a healthy one is told in its place.
  const counted = selector({ namespace, daemonset: filebeatDaemonSet });
  const kubernetes = await begin(
    servePage(`# TYPE ${daemonSetUnavailable.name} gauge\n${daemonSetUnavailable.name}${counted} 0\n`),
  );
  const rules = await rendered("prometheus-rules", "elk-rules");
  prometheus = await begin(
    startPrometheus({
      ruleFiles: Object.fromEntries(
        rules.map(({ metadata, spec }) => [metadata.name, fasterRules(spec, timesAsFast, promDuration(interval))]),
      ),
      scrapeConfigs: [
        ...monitors.flatMap((monitor) =>
          scrapeConfigs(monitor, pods).map((config) => ({
            ...(JSON.parse(here(JSON.stringify(config))) as ScrapeConfig),
            scrape_interval: promDuration(interval),
            scrape_timeout: promDuration(interval),
          })),
        ),
        {
          job_name: "kube-state-metrics",
          // As its ServiceMonitor does: else the target's own labels would stand in the way.
          honor_labels: true,
          scrape_interval: promDuration(interval),
          scrape_timeout: promDuration(interval),
          static_configs: [{ targets: [kubernetes.address] }],
        },
      ],
    }),
  );
  await prometheus.waitFor(elk.flow.received.name, ([sample]) => (sample?.value ?? 0) > 0, patience);
  // Rates need two scrapes, and what is made of them an evaluation more.
  for (const { name } of [elk.deadLetters.growth, elk.indexed.rate, elk.size.bytes, elk.queue.used])
    await prometheus.waitFor(name, (samples) => samples.length > 0, patience);
});

afterAll(() => stopAll(...started));

/** Of what Elasticsearch has and OpenSearch has not: life cycles and snapshot policies. */
const notInTheStandIn: readonly string[] = [elasticsearch.managed.name, elasticsearch.snapshotsTaken.name];

const metrics = [...Object.values(elasticsearch), ...Object.values(logstash)].filter(
  ({ name }) => !notInTheStandIn.includes(name),
);

/**
 * The disk is the machine's: others write to it meanwhile, and how full it is nobody here decides. Its stories tell it.
 */
const ofTheMachine: readonly string[] = ["elk-disk"];

/** Those that fire, by the queries of the synthesized rules. */
async function firing(): Promise<string[]> {
  const [group] = resourcesOf(stack, "grafana_rule_group");
  const rules = group ? rulesOf(group[1]) : [];
  const fires = await Promise.all(
    rules.map(async ({ uid, data }) => {
      const [a, c] = data as [{ model: { expr: string } }, { model: { conditions: [{ evaluator: Evaluator }] } }];
      const { type, params } = c.model.conditions[0].evaluator;
      const samples = await prometheus.query(faster(a.model.expr, timesAsFast));
      return samples.some(({ value }) => (type === "gt" ? value > params[0] : value < params[0])) ? [uid] : [];
    }),
  );
  return fires.flat().filter((uid) => !ofTheMachine.includes(uid));
}

interface Evaluator {
  readonly type: "gt" | "lt";
  readonly params: readonly [number];
}

describe("what the exporters emit", () => {
  it.each(metrics)("is $name with exactly the labels of the contract", async ({ name, labels }) => {
    const samples = await prometheus.query(name);
    expect(samples.length).toBeGreaterThan(0);
    for (const sample of samples)
      expect(
        Object.keys(sample.labels)
          .filter((label) => label !== "__name__")
          .sort(),
      ).toEqual([...labels].sort());
  });

  it("tells each pod of Logstash apart", async () => {
    const samples = await prometheus.query(logstash.received.name);
    expect(samples.map(({ labels }) => labels.node).sort()).toEqual(["logs-ls-0", "logs-ls-1"]);
  });
});

describe("every query of the dashboard and the alerts", () => {
  const queries = [...panelQueries(stack, () => true), ...alertQueries(stack, () => true)];

  it.each(queries)("$where is answered", async ({ where, expr }) => {
    const samples = await prometheus.query(faster(expr, timesAsFast));
    // Where nothing was ever turned away, and nobody takes snapshots, there is nothing to say.
    expect([where, samples.length > 0 || /rejected|snapshots/.test(expr)]).toEqual([where, true]);
  });
});

describe("one fault after the other", () => {
  it("has an index whose copy has no node: yellow, and nothing else", async () => {
    const [level] = await prometheus.query(elk.health.level.name);
    expect(level?.value).toBe(1);
    expect(await firing()).toEqual(["elk-unassigned"]);
  });

  it("knows the size of a data stream", async () => {
    const sizes = await prometheus.query(elk.size.bytes.name);
    expect(sizes.map(({ labels }) => labels.data_stream)).toEqual(["logs-shop.api-test"]);
  });

  it("puts lines aside, and tells of them", async () => {
    stats.deadLetters = 50_000;
    await prometheus.waitFor(elk.deadLetters.growth.name, (all) => all.some(({ value }) => value > 1024), patience);
    expect(await firing()).toEqual(["elk-unassigned", "elk-dead-letters"]);
  });

  it("has a queue that is nearly full", async () => {
    stats.queued = 0.9 * production.elk.logstash.queue.bytes;
    await prometheus.waitFor(elk.queue.used.name, ([one]) => (one?.value ?? 0) > 0.8, patience);
    expect(await firing()).toEqual(["elk-unassigned", "elk-queue", "elk-dead-letters"]);
  });

  it("hears of no line any more", async () => {
    stats.perScrape = 0;
    await prometheus.waitFor(elk.flow.received.name, ([one]) => one?.value === 0, patience);
    expect(await firing()).toEqual(["elk-unassigned", "elk-stopped", "elk-queue", "elk-dead-letters"]);
  });

  it("loses Elasticsearch: its exporter answers and measures nothing, and that is the one alert more", async () => {
    await search.stop();
    const measuring = `elasticsearch_scrape_success{collector="cluster-info"}`;
    await prometheus.waitFor(measuring, ([one]) => one?.value === 0, patience);
    await prometheus.waitFor(elk.health.level.name, (all) => all.length === 0, patience);
    expect(await firing()).toEqual(["elk-stopped", "elk-queue", "elk-dead-letters", "elk-exporter"]);
  });
});
