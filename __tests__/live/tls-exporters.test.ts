/**
 * The exporters of a database, of services' probes and of the ELK cluster over TLS: as synthesized for production, with
 * a certificate as cert-manager makes it, and a Prometheus that asks as the monitors say. Only addresses, rhythms and
 * the folder of the certificate differ from what was synthesized; the database and Elasticsearch are not there, and
 * Logstash is a page, for whom the exporters ask is another matter.
 */
import { X509Certificate } from "node:crypto";
import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it, jest } from "@jest/globals";
import { TerraformStack } from "cdktf";
import { CertificateProbe } from "../../constructs/certificate-probe";
import type { BlackboxExporterValues } from "../../constructs/chart-values/prometheus-blackbox-exporter";
import { blackboxValues } from "../../constructs/chart-values/prometheus-blackbox-exporter";
import type { ElasticsearchExporterValues } from "../../constructs/chart-values/prometheus-elasticsearch-exporter";
import type { JsonExporterValues } from "../../constructs/chart-values/prometheus-json-exporter";
import type { PostgresExporterValues } from "../../constructs/chart-values/prometheus-postgres-exporter";
import { ElasticsearchExporter } from "../../constructs/elasticsearch-exporter";
import { LogstashExporter } from "../../constructs/logstash-exporter";
import { ServiceProbe } from "../../constructs/service-probe";
import { enginePath } from "../../engines/engine-path";
import type { EngineName } from "../../engines/pins";
import type { Guarded, GuardedFolder } from "../../engines/run/guarded-folder";
import { inGuardedFolder } from "../../engines/run/guarded-folder";
import { freePorts, loopback } from "../../engines/run/process";
import type { Prometheus, ScrapeConfig } from "../support/live/prometheus";
import { startPrometheus } from "../support/live/prometheus";
import { elkName, namespace, releases } from "../../environments/names";
import { ownCertificate } from "../../environments/own-certificate";
import { production } from "../../environments/production";
import { logstashStatsUrl } from "../../exporters/logstash";
import { tlsFiles } from "../../exporters/tls";
import { print } from "../../promql/print";
import { probes } from "../../signals/contracts/blackbox";
import { elasticsearch } from "../../signals/contracts/elasticsearch";
import { logstash } from "../../signals/contracts/logstash";
import { postgres } from "../../signals/contracts/postgres";
import { certificateRemaining } from "../../signals/probe";
import { shopApi, shopDatabase } from "../../system/shop";
import { seconds } from "../../units/quantities";
import { writeConfig } from "../support/live/exporter";
import type { Page } from "../support/live/http-page";
import { servePage } from "../support/live/http-page";
import type { ProbeObject } from "../support/live/probe-objects";
import { probeScrapeConfig } from "../support/live/probe-objects";
import type { ServiceMonitor } from "../support/live/service-monitor";
import { scrapeConfigs } from "../support/live/service-monitor";
import { stopAll } from "../support/live/stop-all";
import type { ServedCertificates } from "../support/live/tls";
import { probedOverTls, servedCertificates, shownBy } from "../support/live/tls";
import type { Branch } from "../support/live/tree";
import { overlaid } from "../support/live/tree";
import { synthesizedStack, valuesOf } from "../support/synthesized";
import { testApp } from "../support/test-app";
import { resourceIn, useSlices } from "../support/use-slices";

jest.setTimeout(90_000);

/** On a machine that is busy with other things too. */
const patience = seconds(60);

const databaseExporter = "use-shop-db-postgres";
const impostor = "blackbox.example.com";
const pod = `${elkName}-ls-0`;

const ofDatabase = useSlices(production, shopDatabase);
const ofElk = (() => {
  const stack = new TerraformStack(testApp(), "platform");
  const measured = {
    environment: { ...production, elk: { ...production.elk, logstash: { ...production.elk.logstash, replicas: 1 } } },
    after: [],
  };
  new ElasticsearchExporter(stack, "elasticsearch", measured);
  new LogstashExporter(stack, "logstash", measured);
  return synthesizedStack(stack);
})();
const elkValues = (name: string) => valuesOf(resourceIn(ofElk, "helm_release", name));
const monitorOf = (name: string) => (elkValues(`${name}-scrape`) as { objects: [ServiceMonitor] }).objects[0];

const values = {
  postgres: valuesOf(resourceIn(ofDatabase, "helm_release", databaseExporter)) as PostgresExporterValues,
  blackbox: blackboxValues(production),
  elasticsearch: elkValues(releases.elasticsearchExporter) as ElasticsearchExporterValues,
  json: elkValues(releases.logstashExporter) as JsonExporterValues,
} satisfies Record<string, { readonly readinessProbe?: BlackboxExporterValues["readinessProbe"] }>;

type Kind = keyof typeof values;

interface Container {
  readonly engine: EngineName;
  /** As the chart makes them of its values; those that say where it listens are the test's. */
  readonly arguments: (folder: GuardedFolder) => readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  /** Of the chart's probe. */
  readonly readyPath: string;
}

const nowhere = `${loopback}:1`;

const containers: Readonly<Record<Kind, Container>> = {
  postgres: {
    engine: "postgres-exporter",
    arguments: (folder) => [`--config.file=${folder.write("config.yml", {})}`, ...values.postgres.config.extraArgs],
    environment: { DATA_SOURCE_URI: `${nowhere}/shop?sslmode=disable`, DATA_SOURCE_USER: "a", DATA_SOURCE_PASS: "b" },
    readyPath: "/",
  },
  blackbox: {
    engine: "blackbox-exporter",
    // As Helm hands it to the exporter: what is null has gone.
    arguments: (folder) => [
      `--config.file=${writeConfig(folder, whereMounted(overlaid({}, values.blackbox.config as Branch)))}`,
      ...(values.blackbox.extraArgs ?? []),
    ],
    readyPath: "/-/healthy",
  },
  elasticsearch: {
    engine: "elasticsearch-exporter",
    arguments: () => [`--es.uri=http://${nowhere}`, ...(values.elasticsearch.extraArgs ?? [])],
    readyPath: "/healthz",
  },
  json: {
    engine: "json-exporter",
    arguments: (folder) => [
      `--config.file=${writeConfig(folder, withoutTls(values.json.configuration.structuredConfig as Branch))}`,
      ...(values.json.extraArgs ?? []).flatMap(({ name, value }) => [name, value]),
    ],
    readyPath: "/metrics",
  },
};

const whereMounted = (config: Branch): Branch => JSON.parse(served.asMounted(JSON.stringify(config))) as Branch;

/** Logstash speaks TLS, with a certificate of the operator's; the page that stands in for it does not. */
const withoutTls = (config: Branch): Branch =>
  JSON.parse(JSON.stringify(config, (key, value: unknown) => (key === "tls_config" ? undefined : value))) as Branch;

interface Running extends Guarded {
  readonly address: string;
}

let served: ServedCertificates;
let page: Page;
let running: Readonly<Record<Kind, Running>>;
let prometheus: Prometheus;

/** Ready when the kubelet would find it so. */
const start = (kind: Kind): Promise<Running> =>
  inGuardedFolder(kind, async (folder) => {
    const { engine, arguments: given, environment = {}, readyPath } = containers[kind];
    const [port = 0] = await freePorts(1);
    const address = `${loopback}:${port}`;
    const scheme = values[kind].readinessProbe?.httpGet.scheme.toLowerCase() ?? "http";
    await folder.run({
      command: enginePath(engine),
      arguments: [...given(folder).map(served.asMounted), `--web.listen-address=${address}`],
      environment,
      ready: () => probedOverTls(`${scheme}://${address}${readyPath}`),
    });
    return { address };
  });

/** As the chart makes it of its values (templates/servicemonitor.yaml, 8.2.0). */
const databaseMonitor = (): ServiceMonitor => {
  const { enabled, ...endpoint } = values.postgres.serviceMonitor;
  expect(enabled).toBe(true);
  return {
    metadata: { name: databaseExporter, namespace },
    spec: { endpoints: [{ port: "http", ...endpoint }] },
  };
};

/**
 * Asked for through the exporter of this cluster, through one elsewhere, and through what answers in the place of one;
 * and the exporter's own certificate.
 */
function probeObjects(): ProbeObject[] {
  const stack = new TerraformStack(testApp(), "monitoring");
  const places = [
    { name: "cluster" },
    { name: "elsewhere", exporter: `https://other.${namespace}.svc:9115` },
    { name: "impostor", exporter: `https://${impostor}:9115` },
  ] as const;
  const environment = { ...production, probes: { places, addresses: { [shopApi.name]: `http://${page.address}` } } };
  new ServiceProbe(stack, "probes", { service: shopApi, environment });
  new CertificateProbe(stack, "certificate", { environment, place: "cluster" });
  const synthesized = synthesizedStack(stack);
  return [`red-${shopApi.name}-probes`, "platform-probes"].flatMap(
    (release) => (valuesOf(resourceIn(synthesized, "helm_release", release)) as { objects: ProbeObject[] }).objects,
  );
}

/** Where the exporter listens, as it is known to itself. */
const itself = () => ownCertificate.askedAt.replace(/:.*/, `:${running.blackbox.address.split(":")[1]}`);

/** @param knows in the label by which those who ask are told apart. @param authority a file: whom that one believes */
function scrapes(knows: string, authority: string): ScrapeConfig[] {
  const monitored = (name: string, monitor: ServiceMonitor, { address }: Running) =>
    scrapeConfigs(
      monitor,
      [{ namespace, service: name, pod: `${name}-1`, container: name, addresses: { http: address } }],
      authority,
    );
  const ofElk = (name: string, exporter: Running) => monitored(name, monitorOf(name), exporter);
  const configs = [
    ...monitored(databaseExporter, databaseMonitor(), running.postgres),
    ...ofElk(releases.elasticsearchExporter, running.elasticsearch),
    ...ofElk(releases.logstashExporter, running.json),
    ...probeObjects().map(({ spec, ...object }) => {
      const here = { ...spec, prober: { ...spec.prober, url: running.blackbox.address } };
      return probeScrapeConfig({ ...object, spec: here }, authority);
    }),
  ];
  return configs.map((config) => ({
    ...(JSON.parse(
      JSON.stringify(config)
        .replaceAll(logstashStatsUrl(pod), `http://${page.address}`)
        .replaceAll(ownCertificate.askedAt, itself()),
    ) as ScrapeConfig),
    job_name: `${config.job_name}, who knows ${knows}`,
    relabel_configs: [...(config.relabel_configs as object[]), { target_label: "knows", replacement: knows }],
    scrape_interval: "3s",
    scrape_timeout: "3s",
  }));
}

/** Of `GET /_node/stats/pipelines`. */
const stats = JSON.stringify({
  pipelines: {
    logs: {
      events: { in: 7, out: 7 },
      queue: { queue_size_in_bytes: 0, max_queue_size_in_bytes: 1 },
      dead_letter_queue: { queue_size_in_bytes: 1, dropped_events: 0 },
    },
  },
});

beforeAll(async () => {
  served = await servedCertificates();
  page = await servePage(stats);
  const [forDatabase, forProbes, forElasticsearch, forLogstash] = await Promise.all([
    start("postgres"),
    start("blackbox"),
    start("elasticsearch"),
    start("json"),
  ]);
  running = { postgres: forDatabase, blackbox: forProbes, elasticsearch: forElasticsearch, json: forLogstash };
  prometheus = await startPrometheus({
    scrapeConfigs: [...scrapes("it", served.authority), ...scrapes("another", served.otherAuthority)],
  });
});

afterAll(() => stopAll(prometheus, ...Object.values(running), page, served));

const kinds = Object.keys(containers) as Kind[];
const everybody = () => Promise.all(kinds.map((kind) => shownBy(running[kind].address)));

/** Of the certificate in the Secret: Unix time. */
const servedUntil = () =>
  Date.parse(new X509Certificate(readFileSync(served.asMounted(tlsFiles.certificate))).validTo) / 1000;

/** Has a sample where the exporter tells of its own certificate that it ends then. */
const expiresAt = (time: number) => `${probes.certificateExpiry.name}{job="${ownCertificate.job}"} == ${time}`;

describe("exporters, where there are certificates", () => {
  it.each(kinds)("tell nobody anything in the clear: %s", async (kind) => {
    const answer = await fetch(`http://${running[kind].address}/metrics`);
    expect(answer.status).toBe(400);
    expect(await answer.text()).toBe("Client sent an HTTP request to an HTTPS server.\n");
  });

  it("are believed by who knows their authority, under the names that the monitors expect, and by nobody else", async () => {
    const up = await prometheus.waitFor("up", ({ length }) => length === 14, patience);
    expect(up.map(({ labels: { knows, job }, value }) => `${job} ${value}, who knows ${knows}`).sort()).toEqual([
      "elasticsearch-exporter 0, who knows another",
      "elasticsearch-exporter 1, who knows it",
      "logstash-exporter 0, who knows another",
      "logstash-exporter 1, who knows it",
      "platform-certificate 0, who knows another",
      "platform-certificate 1, who knows it",
      "probe-cluster 0, who knows another",
      "probe-cluster 1, who knows it",
      "probe-elsewhere 0, who knows another",
      "probe-elsewhere 1, who knows it",
      "probe-impostor 0, who knows another",
      "probe-impostor 0, who knows it",
      "use-shop-db-postgres 0, who knows another",
      "use-shop-db-postgres 1, who knows it",
    ]);
    const refused = (await prometheus.targets()).filter(({ health }) => health === "down");
    // Of the impostor the name alone is reason enough, whomever one knows.
    expect(refused.map(({ lastError }) => /x509: .*/.exec(lastError)?.[0]).sort()).toEqual([
      ...Array<string>(2).fill(`x509: certificate is valid for *.${namespace}.svc, not ${impostor}`),
      ...Array<string>(6).fill("x509: certificate signed by unknown authority"),
    ]);
  });

  it("tell what they measure, each to the one who may know it", async () => {
    const told = await Promise.all(
      [probes.success, logstash.received, postgres.up, elasticsearch.answers].map(async ({ name }) => {
        const samples = await prometheus.waitFor(name, ({ length }) => length > 0, patience);
        return samples.map(({ value }) => value);
      }),
    );
    // From two places, and of itself. The database is away, and so is Elasticsearch.
    expect(told).toEqual([[1, 1, 1], [7], [0], expect.arrayContaining([0])]);
  });

  it("tell until when the certificate is good that all of them serve, and how long that is", async () => {
    await prometheus.waitFor(expiresAt(servedUntil()), ({ length }) => length === 1, patience);
    const remaining = await prometheus.query(print(certificateRemaining(ownCertificate).expr));
    const inDays = remaining.map(({ labels, value }) => [labels, Math.round(value / 86_400)]);
    expect(inDays).toEqual([[{ service: "platform", place: "cluster" }, 90]]);
  });

  it("show a renewed certificate to the next who asks, and go on", async () => {
    const [before, ...others] = new Set(await everybody());
    expect(others).toEqual([]);
    const until = servedUntil();
    await served.renew();
    const [after, ...older] = new Set(await everybody());
    expect(older).toEqual([]);
    expect(after).not.toBe(before);
    const now = Date.now() / 1000;
    await prometheus.waitFor(`up == 1 and timestamp(up) > ${now}`, ({ length }) => length === 6, patience);
    expect(servedUntil()).toBeGreaterThan(until);
    await prometheus.waitFor(expiresAt(servedUntil()), ({ length }) => length === 1, patience);
  });
});
