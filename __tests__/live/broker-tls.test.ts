/**
 * A broker that serves over TLS, asked as production asks it: RabbitMQ with the lines of docs/rabbitmq.md, the JSON
 * exporter as its Helm values start it, and a Prometheus that scrapes as the ServiceMonitors say. Only ports, folders
 * and rhythms differ, and a proxy stands in for the name of the broker's Service. What is made of the series is
 * broker.test.ts's.
 */
import { readFileSync } from "node:fs";
import { get } from "node:https";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, describe, expect, it, jest } from "@jest/globals";
import type { JsonExporterValues } from "../../constructs/chart-values/prometheus-json-exporter";
import { jsonExporterPort, secretFolder } from "../../constructs/chart-values/prometheus-json-exporter";
import { enginePath } from "../../engines/engine-path";
import { inGuardedFolder } from "../../engines/run/guarded-folder";
import { freePorts, loopback } from "../../engines/run/process";
import type { Prometheus } from "../support/live/prometheus";
import { startPrometheus } from "../support/live/prometheus";
import { namespace, tlsPodName } from "../../environments/names";
import { production } from "../../environments/production";
import { bindingsModule } from "../../exporters/bindings";
import { accessTo, brokerHost, brokerPorts } from "../../environments/broker-access";
import { tlsFiles } from "../../exporters/tls";
import { selector } from "../../promql/labels";
import { rabbitmqNode, rabbitmqQueue } from "../../signals/contracts/rabbitmq";
import { bindingInfo } from "../../signals/contracts/rabbitmq-bindings";
import { brokerJobs } from "../../signals/use/broker-jobs";
import { rabbitmq as described } from "../../system/messaging";
import { seconds } from "../../units/quantities";
import { writeConfig } from "../support/live/exporter";
import type { RabbitMq } from "../support/live/rabbitmq";
import { startRabbitMq } from "../support/live/rabbitmq";
import type { ServiceMonitor } from "../support/live/service-monitor";
import { scrapeConfigs } from "../support/live/service-monitor";
import type { ServiceNames } from "../support/live/service-names";
import { startServiceNames } from "../support/live/service-names";
import { stopAll } from "../support/live/stop-all";
import type { ServedCertificates } from "../support/live/tls";
import { probedOverTls, servedCertificates } from "../support/live/tls";
import type { Branch } from "../support/live/tree";
import { overlaid } from "../support/live/tree";
import { valuesOf } from "../support/synthesized";
import { resourceIn, useSlices } from "../support/use-slices";

/** On a machine that is busy with other things too. */
const patience = seconds(60);
jest.setTimeout(2 * patience.milliseconds);

const stack = useSlices(production, described);
const values = (name: string) => valuesOf(resourceIn(stack, "helm_release", name));
const jobs = brokerJobs(described);
const password = "of-monitoring";

let served: ServedCertificates;
let rabbitmq: RabbitMq;
let names: ServiceNames;
let believing: JsonExporter;
let doubting: JsonExporter;
let prometheus: Prometheus;
let scrapesBelieving: (authority: string) => ReturnType<typeof scrapeConfigs>;

function monitorOf(name: string): ServiceMonitor {
  const { objects } = values(name) as { readonly objects: readonly [ServiceMonitor] };
  return { ...objects[0], metadata: { name, namespace } };
}

/**
 * The lines of the page, with these ports, and with the files of a certificate that is good for the broker's Service.
 */
async function linesOfPage(ports: Record<"management" | "metrics", number>): Promise<Record<string, string>> {
  const page = readFileSync(join(__dirname, "..", "..", "docs", "rabbitmq.md"), "utf8");
  const { certificate, key } = await served.certificateFor(brokerHost(described));
  const standard = brokerPorts(true);
  const here: Readonly<Record<string, string>> = {
    [standard.management]: `${ports.management}`,
    [standard.metrics]: `${ports.metrics}`,
    "/etc/rabbitmq-tls/tls.crt": certificate,
    "/etc/rabbitmq-tls/tls.key": key,
  };
  const lines = Array.from(
    page.matchAll(/^((?:management|prometheus)\.ssl\.\w+) = (.+)$/gm),
    ([, name = "", value = ""]) => [name, here[value] ?? value],
  );
  return Object.fromEntries(lines) as Record<string, string>;
}

async function furnish(): Promise<void> {
  const nothing = "^$";
  await rabbitmq.addUser(accessTo(described, production).user, {
    password,
    tags: ["monitoring"],
    permissions: { configure: nothing, write: nothing, read: nothing },
  });
  await rabbitmq.declareExchange("mes.events", "topic");
  await rabbitmq.declareQueue("mes.orders");
  await rabbitmq.bind("mes.events", "mes.orders", "order.created");
  await rabbitmq.publish("mes.events", "order.created");
}

type JsonExporter = Awaited<ReturnType<typeof startJsonExporter>>;

/** As its pod runs it. @param authority a file: what it finds beside its own certificate */
const startJsonExporter = (authority: string) =>
  inGuardedFolder("json-exporter", async (folder) => {
    const { configuration, extraArgs = [] } = values(jobs.bindings) as JsonExporterValues;
    const throughNames = { modules: { [bindingsModule]: { http_client_config: { proxy_url: names.url } } } };
    const config = writeConfig(folder, overlaid(configuration.structuredConfig as Branch, throughNames), {
      [`${secretFolder}/password`]: password,
      [tlsFiles.authority]: readFileSync(authority, "utf8"),
    });
    const [port = 0] = await freePorts(1);
    const address = `${loopback}:${port}`;
    const program = await folder.run({
      command: enginePath("json-exporter"),
      arguments: [
        `--config.file=${config}`,
        `--web.listen-address=${address}`,
        ...extraArgs.map(({ name, value }) => `${name}=${served.asMounted(value)}`),
      ],
      ready: () => probedOverTls(`https://${address}/metrics`),
    });
    return { ...program, address };
  });

beforeAll(async () => {
  served = await servedCertificates();
  const [management = 0, metrics = 0] = await freePorts(2);
  rabbitmq = await startRabbitMq({ config: await linesOfPage({ management, metrics }) });
  await furnish();
  names = await startServiceNames({
    [`${brokerHost(described)}:${brokerPorts(true).management}`]: `${loopback}:${management}`,
  });
  believing = await startJsonExporter(served.authority);
  doubting = await startJsonExporter(served.otherAuthority);
  const exporterPod = (pod: string, { address }: JsonExporter) => ({
    namespace,
    service: jobs.bindings,
    pod,
    container: "prometheus-json-exporter",
    addresses: { [jsonExporterPort]: address },
  });
  const pods = [
    {
      namespace: described.namespace,
      service: described.service,
      pod: "rabbitmq-server-0",
      container: "rabbitmq",
      addresses: { "prometheus-tls": `${loopback}:${metrics}` },
    },
    exporterPod("believing", believing),
    exporterPod("doubting", doubting),
  ];
  const monitors = ["use-rabbitmq-metrics", `${jobs.bindings}-scrape`].map(monitorOf);
  scrapesBelieving = (authority) =>
    monitors.flatMap((monitor) =>
      scrapeConfigs(monitor, pods, authority).map((config) => ({
        ...config,
        scrape_interval: "2s",
        scrape_timeout: "2s",
      })),
    );
  prometheus = await startPrometheus({ scrapeConfigs: scrapesBelieving(served.authority) });
}, 180_000);

afterAll(() => stopAll(prometheus, believing, doubting, names, rabbitmq, served));

/** Why targets are down, by job and pod; "" of those that are not. */
const complaints = async () =>
  Object.fromEntries(
    (await prometheus.targets()).map(({ labels, lastError }) => [`${labels.job ?? ""} ${labels.pod ?? ""}`, lastError]),
  );

/** What the exporter answers to the question that the ServiceMonitor has Prometheus ask. */
const bindingsFrom = ({ address }: JsonExporter) =>
  new Promise<string>((resolve, reject) => {
    const { path = "/", params = {} } = monitorOf(`${jobs.bindings}-scrape`).spec.endpoints[0] ?? {};
    const query = new URLSearchParams(
      Object.entries(params).flatMap(([key, all]) => all.map((one): [string, string] => [key, one])),
    );
    const trust = { ca: readFileSync(served.authority), servername: tlsPodName };
    get(`https://${address}${path}?${query.toString()}`, trust, (response) => resolve(text(response))).on(
      "error",
      reject,
    );
  });

const ofBroker = [jobs.queues, jobs.channels, jobs.nodes].map((job) => `${job} rabbitmq-server-0`);

describe("a broker whose certificate is of the authority", () => {
  it("tells its plugin's numbers, and its bindings to the exporter that believes it", async () => {
    const queue = { vhost: "/", queue: "mes.orders" };
    await prometheus.waitFor(
      `${rabbitmqQueue.messages.name}${selector(queue)}`,
      ([sample]) => sample?.value === 1,
      patience,
    );
    await prometheus.waitFor(rabbitmqNode.memory.name, ({ length }) => length === 1, patience);
    const bound = await prometheus.waitFor(
      `${bindingInfo.name}${selector({ ...queue, exchange: "mes.events" })}`,
      ({ length }) => length > 0,
      patience,
    );
    expect(bound).toMatchObject([{ labels: { routing_key: "order.created", pod: "believing" }, value: 1 }]);
    await prometheus.waitFor(`up{pod="doubting"}`, ([sample]) => sample?.value === 0, patience);
    expect(await complaints()).toEqual({
      ...Object.fromEntries(ofBroker.map((target) => [target, ""])),
      [`${jobs.bindings} believing`]: "",
      [`${jobs.bindings} doubting`]: expect.stringContaining("503") as unknown,
    });
  });

  it("tells an exporter nothing that believes another authority, and the exporter answers why", async () => {
    expect(await bindingsFrom(doubting)).toMatch(/ERROR: .+x509: certificate signed by unknown authority/);
    expect(await bindingsFrom(believing)).toContain('routing_key="order.created"');
  });

  it("tells a Prometheus nothing that believes another authority", async () => {
    await prometheus.reload({ scrapeConfigs: scrapesBelieving(served.otherAuthority) });
    await prometheus.waitFor("sum(up)", ([sample]) => sample?.value === 0, patience);
    const unknown = expect.stringContaining("x509: certificate signed by unknown authority") as unknown;
    expect(await complaints()).toMatchObject(Object.fromEntries(ofBroker.map((target) => [target, unknown])));
  });
});
