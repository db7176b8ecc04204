/**
 * What was synthesized to ask services from outside, run with the real engines: two blackbox exporters as two places,
 * configured as the platform's release configures the cluster's; a Prometheus that scrapes as the Probe objects say and
 * records as the PrometheusRules say; three services on loopback, two of them over TLS. Only the cluster's exporter has
 * another address than was synthesized; and time runs fifteen times as fast, from the rhythm of the probes to the
 * window that judges them, but for the service that will be slow: five times. How long a probe waits for an answer
 * stays as it is.
 */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import type { AlertRule } from "../../alerts/alert";
import { isOfMetrics } from "../../alerts/alert";
import type { ProbePlace } from "../../environments/access";
import type { Environment } from "../../environments/environment";
import { local } from "../../environments/local";
import { blackboxAddress, releases } from "../../environments/names";
import { probeModule } from "../../exporters/blackbox";
import { printLine } from "../../promql/print";
import { probes } from "../../signals/contracts/blackbox";
import { http } from "../../signals/http";
import { probe } from "../../signals/probe";
import { MonitoringStack } from "../../stacks/monitoring-stack";
import { PlatformStack } from "../../stacks/platform-stack";
import { system } from "../../system";
import { crmApi } from "../../system/crm";
import { mesApi } from "../../system/mes";
import { shopApi } from "../../system/shop";
import { days, seconds } from "../../units/quantities";
import { emptyFolder } from "../support/folder";
import { startBlackbox } from "../support/live/blackbox";
import { selfMadeCertificate } from "../support/live/certificate";
import type { Exporter } from "../support/live/exporter";
import { helmTemplate, kubeconform } from "../support/live/helm";
import type { Page } from "../support/live/http-page";
import { servePage } from "../support/live/http-page";
import type { ProbeObject } from "../support/live/probe-objects";
import { probeScrapeConfig } from "../support/live/probe-objects";
import type { Prometheus } from "../support/live/prometheus";
import { startPrometheus } from "../support/live/prometheus";
import type { Branch } from "../support/live/tree";
import { branchAt, overlaid } from "../support/live/tree";
import type { WebService } from "../support/live/web-service";
import { startWebService } from "../support/live/web-service";
import type { SynthesizedStack } from "../support/synthesized";
import { panelQueries, resourcesOf, synthesizedStack, valuesOf } from "../support/synthesized";
import { testApp } from "../support/test-app";
import { selector } from "../../promql/labels";

const services = [shopApi, crmApi, mesApi];
const charts = join(__dirname, "..", "..", "constructs", "charts");

/** Instead of 30 s, by the name of an object: a probe of the slow service takes up to five seconds. */
const interval = (name: string) => (name.includes(crmApi.name) ? 6 : 2);
/** A rule's window of two minutes spans four probes here too; groups are all evaluated as often. */
const faster = (rules: unknown, name: string) =>
  JSON.parse(
    JSON.stringify(rules)
      .replaceAll(/"(30s|2m)"/g, '"2s"')
      .replaceAll("[2m]", `[${4 * interval(name)}s]`),
  ) as unknown;
/** Until a window is full of the new, and a rule has seen it, on a machine that is busy with other things too. */
const patience = seconds(60);

let web: Readonly<Record<string, WebService>>;
let exporters: Readonly<Record<string, Exporter>>;
let collector: Page;
let prometheus: Prometheus;
let objects: ProbeObject[];
let panels: readonly { readonly where: string; readonly expr: string }[];
let alerts: readonly AlertRule[];
const folder = emptyFolder();

const webOf = (name: string) => known(web, name);
const exporterAt = (place: string) => known(exporters, place);

function known<T>(all: Readonly<Record<string, T>>, name: string): T {
  const found = all[name];
  if (found === undefined) throw new Error(`there is no ${name}`);
  return found;
}

const release = (stack: SynthesizedStack, name: string) =>
  valuesOf(Object.fromEntries(resourcesOf(stack, "helm_release"))[name] ?? {}) as Branch;

const platform = () => synthesizedStack(new PlatformStack(testApp(), "platform", { environment: local, system }));

const monitoring = (environment: Environment) =>
  new MonitoringStack(testApp(), "monitoring", { environment, system: { ...system, services, resources: [] } });

/** Two requests a second to the shop until half an hour ago: since then, all are missing. */
function yesterday(now: number): string {
  const { name } = http.usual.arriving;
  const series = `${name}${selector({ service: shopApi.name })}`;
  const lines = [`# TYPE ${name} gauge`];
  for (let ago = 25 * 3600; ago > 31 * 60; ago -= 60) lines.push(`${series} 2 ${Math.round(now / 1000) - ago}`);
  return [...lines, "# EOF", ""].join("\n");
}

/** What would fire, but for pending periods: severity and alert, and the place where it is about one. */
async function crossed(): Promise<string[]> {
  const all = await Promise.all(
    alerts.map(async ({ id, severity, value, fires }) =>
      (await prometheus.query(printLine(value)))
        .filter((sample) => ("above" in fires ? sample.value > fires.above : sample.value < fires.below))
        .map(({ labels: { place } }) => [severity, id, ...(place ? [place] : [])].join(" ")),
    ),
  );
  return all.flat().sort();
}

async function valueOf(id: string): Promise<number[]> {
  const { value } = known(Object.fromEntries(alerts.map((alert) => [alert.id, alert])), id);
  return (await prometheus.query(printLine(value))).map((sample) => sample.value);
}

/** As the operator would have it, at the test's own pace. */
function scrapes(object: ProbeObject) {
  const { prober } = object.spec;
  const url = prober.url === blackboxAddress ? exporterAt("cluster").address : prober.url;
  const time = `${interval(object.metadata.name)}s`;
  const config = probeScrapeConfig({ ...object, spec: { ...object.spec, prober: { ...prober, url } } });
  return { ...config, scrape_interval: time, scrape_timeout: time };
}

const probed = (metric: { readonly name: string }, labels: Readonly<Record<string, string>>) =>
  `${metric.name}${selector(labels)}`;

const success = async () =>
  Object.fromEntries(
    (await prometheus.query(probes.success.name)).map(({ labels: { service = "", place = "" }, value }) => [
      `${service} from ${place}`,
      value,
    ]),
  );

beforeAll(async () => {
  const shop = await selfMadeCertificate(folder, "shop", days(10));
  const mes = await selfMadeCertificate(folder, "mes", days(2));
  web = {
    "shop-api": await startWebService(shop),
    "crm-api": await startWebService(),
    "mes-api": await startWebService(mes),
  };
  // As Helm hands it to the exporter: what is null has gone.
  const config = branchAt(overlaid({}, release(platform(), releases.blackbox)), "config");
  const trusting = (place: string, ...certificates: string[]) => {
    const file = join(folder, `${place}.pem`);
    writeFileSync(file, certificates.join(""));
    return startBlackbox(config, {}, { SSL_CERT_FILE: file });
  };
  exporters = {
    cluster: await trusting("cluster", shop.cert, mes.cert),
    // Does not trust the certificate of mes-api, which so cannot be reached from there alone.
    elsewhere: await trusting("elsewhere", shop.cert),
  };

  const places: [ProbePlace, ProbePlace] = [
    { name: "cluster" },
    { name: "elsewhere", exporter: exporterAt("elsewhere").address },
  ];
  const addresses = Object.fromEntries(Object.entries(web).map(([name, { address }]) => [name, address]));
  const construct = monitoring({ ...local, probes: { places, addresses } });
  const stack = synthesizedStack(construct);
  panels = panelQueries(stack, (name) => name.startsWith("red-")).filter(({ expr }) =>
    /:(probe|certificate)_/.test(expr),
  );
  alerts = construct.slices.flatMap((slice) =>
    slice.alerts.filter(isOfMetrics).filter(({ kind }) => /^(probe|certificate)-/.test(kind)),
  );
  const rendered = (chart: string, suffix: string) =>
    Promise.all(
      services.map(({ name }) =>
        helmTemplate(join(charts, chart), `red-${name}-${suffix}`, release(stack, `red-${name}-${suffix}`)),
      ),
    );
  objects = (await rendered("objects", "probes")).flat() as unknown as ProbeObject[];
  const rules = (await rendered("prometheus-rules", "rules")).flat();
  // Stands in for the collector that counts the shop's requests: it is there, and counts none.
  collector = await servePage("");
  prometheus = await startPrometheus({
    ruleFiles: Object.fromEntries(rules.map(({ metadata: { name }, spec }) => [name, faster(spec, name)])),
    history: yesterday(Date.now()),
    scrapeConfigs: [
      ...objects.map(scrapes),
      { job_name: "red-shop-api", static_configs: [{ targets: [collector.address], labels: { port: "red" } }] },
    ],
  });
  const series = [probe.answered.ratio, probe.certificate.remaining, http.alarm.ratio];
  await prometheus.waitFor(
    series.map(({ name }) => `count(${name})`).join(" + "),
    ([sum]) => sum?.value === 6 + 3 + 3,
    patience,
  );
}, 300_000);

afterAll(async () => {
  await prometheus.stop();
  for (const running of [...Object.values(web), ...Object.values(exporters), collector]) await running.stop();
});

describe("the synthesized exporter", () => {
  const asked = async (target: string, place = "cluster") => {
    const text = await exporterAt(place).metrics(
      `/probe?${new URLSearchParams({ module: probeModule, target }).toString()}`,
    );
    const value = ({ name }: { readonly name: string }) => Number(new RegExp(`^${name} (.*)$`, "m").exec(text)?.[1]);
    return [value(probes.success), value(probes.status)];
  };

  it("takes a 2xx for an answer, and nothing else: no redirect, wherever it leads", async () => {
    const service = await startWebService();
    const answers = [];
    for (const status of [200, 204, 301, 404, 500, 503]) {
      service.answer({ status, ...(status === 301 && { location: webOf("crm-api").address }) });
      answers.push(await asked(`${service.address}/healthz`));
    }
    await service.stop();
    answers.push(await asked(`${service.address}/healthz`));
    expect(answers).toEqual([
      [1, 200],
      [1, 204],
      [0, 301],
      [0, 404],
      [0, 500],
      [0, 503],
      [0, 0],
    ]);
  });

  it("takes none from a server whose certificate it cannot trust, or under a name that nobody knows", async () => {
    expect(await asked(`${webOf("mes-api").address}/healthz`)).toEqual([1, 200]);
    expect(await asked(`${webOf("mes-api").address}/healthz`, "elsewhere")).toEqual([0, 0]);
    expect(await asked("https://nobody.invalid/healthz")).toEqual([0, 0]);
    // A resolver may take its time to know no such name.
  }, 20_000);
});

describe("the synthesized Probe objects", () => {
  it("are objects that their schema accepts, one for each service and place", async () => {
    expect(await kubeconform(objects)).toBe("");
    expect(objects.map(({ metadata }) => metadata.name).sort()).toEqual(
      services.flatMap(({ name }) => [`${name}.cluster`, `${name}.elsewhere`]).sort(),
    );
  });

  it("give each series exactly the labels of the contract, and bring no other series", async () => {
    const series = await prometheus.query('{job=~"probe-.+",__name__!~"up|scrape_.+"}');
    const contract = new Map(Object.values(probes).map((metric) => [metric.name, metric.labels]));
    expect(new Set(series.map(({ labels }) => labels.__name__))).toEqual(new Set(contract.keys()));
    for (const { labels } of series)
      expect(Object.keys(labels).sort()).toEqual(["__name__", ...(contract.get(labels.__name__ ?? "") ?? [])].sort());
  });

  it("ask every service for its probe under its address, as one job a place", async () => {
    expect(
      (await prometheus.query(probes.success.name)).map(({ labels }) => [labels.job, labels.instance]).sort(),
    ).toEqual(
      services
        .flatMap(({ name, probe: path }) =>
          ["cluster", "elsewhere"].map((place) => [`probe-${place}`, `${webOf(name).address}${path}`]),
        )
        .sort(),
    );
    for (const { name, probe: path } of services) expect(webOf(name).requestsFor(path)).toBeGreaterThan(0);
  });
});

describe("while all services answer", () => {
  it("is recorded of each, from each place, how it answered and how long that took", async () => {
    expect(await success()).toEqual({
      "shop-api from cluster": 1,
      "shop-api from elsewhere": 1,
      "crm-api from cluster": 1,
      "crm-api from elsewhere": 1,
      "mes-api from cluster": 1,
      "mes-api from elsewhere": 0,
    });
    for (const kind of [probe.answered.ratio, probe.duration.total, probe.duration.phase, probe.lookup.duration]) {
      const series = await prometheus.query(kind.name);
      for (const { labels, value } of series) {
        expect(Object.keys(labels).sort()).toEqual(["__name__", ...kind.labels].sort());
        expect(value).toBeGreaterThanOrEqual(0);
        expect(value).toBeLessThan(5);
      }
    }
    const phases = await prometheus.query(probed(probe.duration.phase, { service: "shop-api", place: "cluster" }));
    expect(phases.map(({ labels }) => labels.phase).sort()).toEqual([
      "connect",
      "processing",
      "resolve",
      "tls",
      "transfer",
    ]);
    // What the last probe took in all is little more than its phases together.
    const [total] = await prometheus.query(probed(probes.duration, { service: "shop-api", place: "cluster" }));
    const [parts] = await prometheus.query(`sum(${probed(probes.phase, { service: "shop-api", place: "cluster" })})`);
    expect(parts?.value).toBeGreaterThan(0);
    expect(parts?.value).toBeLessThanOrEqual(total?.value ?? 0);
  });

  it("is known how long each certificate is good for, where there is one", async () => {
    const remaining = await prometheus.query(probe.certificate.remaining.name);
    const inDays = remaining.map(({ labels, value }) => [labels.service, labels.place, Math.round(value / 86_400)]);
    expect(inDays.sort()).toEqual([
      ["mes-api", "cluster", 2],
      ["shop-api", "cluster", 10],
      ["shop-api", "elsewhere", 10],
    ]);
  });

  it("opens tickets for certificates below 21 days and pages below 3, and for the place that cannot reach one", async () => {
    expect(await crossed()).toEqual([
      "page mes-api-tls-page",
      "ticket mes-api-place elsewhere",
      "ticket mes-api-tls",
      "ticket shop-api-tls",
    ]);
  });

  it("every panel and every alert has an answer, but for the certificate of an address without TLS", async () => {
    const queries = [...panels, ...alerts.map(({ id, value }) => ({ where: id, expr: printLine(value) }))];
    const silent: string[] = [];
    for (const { where, expr } of queries) {
      const answer = await prometheus.query(expr);
      if (answer.length === 0) silent.push(where);
      for (const { value } of answer) expect([where, value]).not.toEqual([where, NaN]);
    }
    expect(silent).toEqual([
      "red-crm-api › Certificate is good for › A",
      "red-crm-api › Certificate expires in › A",
      "crm-api-tls",
    ]);
    expect(queries.length).toBeGreaterThan(3 * 10);
  });
});

describe("when a service is down and another takes ten seconds to answer", () => {
  beforeAll(async () => {
    await webOf("shop-api").stop();
    webOf("crm-api").answer({ after: seconds(10) });
    await prometheus.waitFor(
      `${probe.answered.ratio.name}{service!="mes-api"} < 0.5`,
      (series) => series.length === 4,
      patience,
    );
  }, 120_000);

  it("both places say so of both, after 5 s at most", async () => {
    expect(await success()).toMatchObject({
      "shop-api from cluster": 0,
      "shop-api from elsewhere": 0,
      "crm-api from cluster": 0,
      "crm-api from elsewhere": 0,
    });
    const [slow] = await prometheus.query(probed(probe.duration.total, { service: "crm-api", place: "cluster" }));
    expect(slow?.value).toBeGreaterThan(4.9);
    expect(slow?.value).toBeLessThan(5.5);
    expect((await prometheus.targets()).filter(({ health }) => health !== "up")).toEqual([]);
  });

  it("pages for both, and opens no ticket for a place", async () => {
    const now = await crossed();
    expect(now.filter((alert) => / (shop|crm)-api-(?!tls)/.test(alert))).toEqual([
      "page shop-api-probe",
      "ticket crm-api-probe",
    ]);
    const [shop, crm] = await Promise.all(["shop-api-probe", "crm-api-probe"].map(async (uid) => await valueOf(uid)));
    // The shop's requests are missing too.
    expect([shop, crm]).toEqual([[3], [2]]);
  });

  it("shows on the overview: the service's alarm level is above 1", async () => {
    const [level] = await prometheus.query(probed(http.alarm.ratio, { service: "crm-api" }));
    expect(level?.value).toBeCloseTo(2 / 1.5, 5);
  });

  it("remembers the certificate that no probe sees any more", async () => {
    expect(await crossed()).toContain("ticket shop-api-tls");
  });
});

describe("when the exporter of a place is gone", () => {
  beforeAll(async () => {
    await exporterAt("elsewhere").stop();
    await prometheus.waitFor(
      `count(${probe.answered.ratio.name}{place="elsewhere"}) or vector(0)`,
      ([count]) => count?.value === 0,
      patience,
    );
  }, 120_000);

  it("opens its ticket, and counts as no place that fails: only missing requests still page", async () => {
    expect(await valueOf("shop-api-probe")).toEqual([2]);
    expect(await valueOf("crm-api-probe")).toEqual([1]);
    expect(await valueOf("mes-api-probe")).toEqual([0]);
    expect((await crossed()).filter((alert) => !alert.includes("-tls"))).toEqual([
      "page shop-api-probe",
      "ticket crm-api-place cluster",
      "ticket crm-api-unprobed elsewhere",
      "ticket mes-api-unprobed elsewhere",
      "ticket shop-api-place cluster",
      "ticket shop-api-unprobed elsewhere",
    ]);
  });
});
