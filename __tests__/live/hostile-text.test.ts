/**
 * Free text on its whole way: out of the description, through cdktf, the real Terraform, the real Helm and the real
 * collector, and read back byte for byte behind the last of them. What a layer takes for its own language it must find
 * escaped exactly once; the end of this file shows that one escape too few and one too many are both noticed.
 */
import { join } from "node:path";
import { GrafanaProvider } from "@cdktf/provider-grafana/lib/provider";
import { Release } from "@cdktf/provider-helm/lib/release";
import { afterAll, beforeAll, describe, expect, it, jest } from "@jest/globals";
import { App, TerraformStack } from "cdktf";
import { parse, stringify } from "yaml";
import { forGrafanaTemplate } from "../../alerts/grafana-rule";
import { watchdog } from "../../alerts/watchdog";
import { AlertRules } from "../../constructs/alert-rules";
import { forCollector, forHelmTemplate, forTerraform, inStrings, terraformYaml } from "../../constructs/border";
import { collectorConfig } from "../../constructs/collector-config";
import { ContentDashboard } from "../../constructs/content-dashboard";
import { bottlenecksDashboard } from "../../dashboards/bottlenecks/dashboard";
import { ContentFolder } from "../../constructs/content-folder";
import { addHelmProvider } from "../../constructs/helm-provider";
import { HelmRelease } from "../../constructs/helm-release";
import { RecordingRules } from "../../constructs/recording-rules";
import { toYaml } from "../../constructs/yaml";
import type { Webhook } from "../../environments/contact-points";
import type { Environment } from "../../environments/environment";
import { local } from "../../environments/local";
import { ports } from "../../exporters/span-metrics";
import { checkSystem } from "../../model/check";
import type { HttpService, Route } from "../../model/http-service";
import type { System } from "../../model/system";
import { buildApp } from "../../synthesis/app";
import { findingsOf } from "../../synthesis/findings";
import { system } from "../../system";
import { milliseconds } from "../../units/quantities";
import { charts } from "../../versions";
import type { Readers } from "../support/hostile-text/readers";
import { readers } from "../support/hostile-text/readers";
import { chosen, generated, megabyte, paths } from "../support/hostile-text/texts";
import { startCollector } from "../support/live/collector";
import { pause } from "../../engines/run/process";
import { sendSpans } from "../support/live/spans";
import type { Branch } from "../support/live/tree";
import { overlaid } from "../support/live/tree";
import type { Terraform } from "../support/terraform/terraform";
import { startTerraform } from "../support/terraform/terraform";
import type { Resource } from "../support/terraform/workspace";
import { temporaryFolder } from "../../engines/run/temporary-folder";

jest.setTimeout(600_000);

const texts = [...chosen, ...generated];
const everything = texts.join(" ");
const oneLine = chosen.filter((text) => !/[\r\n]/.test(text)).join(" ");

const folder = temporaryFolder("hostile-text");
let terraform: Terraform;
let read: Readers;

beforeAll(async () => {
  terraform = await startTerraform();
  read = readers(folder);
});

afterAll(() => {
  terraform.stop();
  folder.remove();
});

let outputs = 0;
const output = () => join(folder.path, `output-${++outputs}`);

/** A synthesized stack as it was applied: what the providers were given. */
async function applied(app: App, stack: string): Promise<readonly Resource[]> {
  const workspace = terraform.workspace(join(app.outdir, "stacks", stack), {
    grafana_auth: "anonymous",
    elasticsearch_password: "none",
  });
  expect(await workspace.init()).toMatchObject({ exitCode: 0 });
  expect(await workspace.apply()).toMatchObject({ exitCode: 0, stderr: "" });
  return workspace.state();
}

const ofType = (resources: readonly Resource[], type: string) => resources.filter((resource) => resource.type === type);

interface AppliedRule {
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
}

const rulesIn = (resources: readonly Resource[]) =>
  ofType(resources, "grafana_rule_group").flatMap(({ values }) => values.rule as AppliedRule[]);

interface AppliedDashboard {
  readonly uid: string;
  readonly title: string;
  readonly description: string;
}

const dashboardsIn = (resources: readonly Resource[]) =>
  new Map(
    ofType(resources, "grafana_dashboard")
      .map(({ values }) => JSON.parse(values.config_json as string) as AppliedDashboard)
      .map((dashboard) => [dashboard.uid, dashboard]),
  );

/** The values of a release, as the provider hands them to Helm. */
function valuesOf(resources: readonly Resource[], release: string): string {
  const found = ofType(resources, "helm_release").find(({ values }) => values.name === release);
  return (found?.values.values as string[])[0] ?? "";
}

async function describedRules(manifests: readonly string[]): Promise<readonly string[]> {
  const objects = (await read.kubernetes(manifests)) as { metadata: { annotations: { description: string } } }[];
  return objects.map(({ metadata }) => metadata.annotations.description);
}

/** Of what was sent, what did not arrive as it was: nothing if all is well, and short enough to read if not. */
const differences = (sent: readonly string[], arrived: readonly unknown[]): string[] =>
  sent.flatMap((text, at) =>
    arrived[at] === text ? [] : [`${clip(JSON.stringify(text))} arrived as ${clip(JSON.stringify(arrived[at]))}`],
  );

const clip = (text = "nothing") => (text.length > 200 ? `${text.slice(0, 200)}…` : text);

/** As Grafana trims annotations. */
const trimmed = (text = "") => text.replace(/^[ \t\r\n]+/, "");

const route = (path: string): Route => ({ path: path as `/${string}`, methods: ["GET"] });

describe("a description full of hostile text", () => {
  const [shop, crm, mes] = system.services as [HttpService, HttpService, HttpService];
  const hostile: System = {
    ...system,
    title: oneLine,
    repository: "https://example.com/{{ x }}/${x}/%{x}/$1",
    platformTeam: { ...system.platformTeam, title: everything },
    services: [
      { ...shop, description: oneLine, routes: paths.map(route) as [Route, ...Route[]] },
      { ...crm, description: everything, owner: { ...crm.owner, title: everything } },
      { ...mes, description: generated.join("\n") },
    ],
  };
  const name = "24/7 on call: ${x} %{x} {{ x }} $1 ${TfToken[TOKEN.0]} ünïcode";
  const hook: Webhook = { kind: "webhook", name, url: "https://example.com/{{ x }}/${x}/%{x}/$1/${TfToken[TOKEN.0]}" };
  const environment: Environment = {
    ...local,
    notifications: {
      ...local.notifications,
      defaultContactPoint: hook,
      maintenance: [{ name, weekdays: ["sunday"], from: "03:00", to: "04:00", location: "UTC" }],
    },
  };
  let resources: readonly Resource[];

  beforeAll(async () => {
    const app = buildApp({ system: hostile, environment, outdir: output() });
    expect([...checkSystem(hostile), ...findingsOf(app.node.findAll())]).toEqual([]);
    app.synth();
    resources = await applied(app, "monitoring");
  });

  it("reaches the dashboards byte for byte", () => {
    const dashboards = dashboardsIn(resources);
    expect(dashboards.get("overview")?.title).toBe(`${hostile.title} · overview`);
    const described = hostile.services.map(({ name }) => dashboards.get(`red-${name}`)?.description);
    expect(described).toEqual(hostile.services.map(({ description }) => description));
  });

  it("reaches every alert once Grafana has evaluated its annotations", async () => {
    const descriptions = new Map(hostile.services.map(({ name, description }) => [name, description]));
    const slices = resources.filter(({ values }) => String(values.name).startsWith("red-"));
    const rules = rulesIn(slices).filter(({ labels }) => labels.service !== undefined);
    const evaluated = (name: string) => read.grafana(rules.map(({ annotations }) => annotations[name] ?? ""));
    const expected = rules.map(({ labels }) => trimmed(descriptions.get(labels.service ?? "")));
    expect(new Set(rules.map(({ labels }) => labels.service))).toEqual(new Set(descriptions.keys()));
    expect(rules.length).toBeGreaterThanOrEqual(15);
    expect(differences(expected, await evaluated("about"))).toEqual([]);
    for (const url of await evaluated("runbook_url"))
      expect(url).toContain(`${hostile.repository}/blob/main/docs/runbooks/`);
  });

  it("reaches the PrometheusRules once Helm has rendered them and Kubernetes has read them", async () => {
    const values = hostile.services.map(({ name }) => valuesOf(resources, `red-${name}-rules`));
    const arrived = await describedRules(await Promise.all(values.map(read.rulesChart)));
    expect(arrived).toEqual(hostile.services.map(({ description }) => description));
  });

  it("names contact points and maintenance windows, and the policies that refer to them", () => {
    const [contactPoint, muteTiming, policy] = ["contact_point", "mute_timing", "notification_policy"].map((type) =>
      ofType(resources, `grafana_${type}`).find(({ values }) => (values.name ?? name) === name),
    );
    expect(contactPoint?.values).toMatchObject({ name, webhook: [{ url: hook.url }] });
    expect(muteTiming?.values).toMatchObject({ name });
    expect(policy?.values).toMatchObject({ contact_point: name });
    expect(policy?.values.policy).toContainEqual(expect.objectContaining({ mute_timings: [name] }));
  });

  it("is counted by the collector under the very routes that were declared", async () => {
    const config = await read.collectorChart(valuesOf(resources, `red-${shop.name}`));
    const sooner = { connectors: { span_metrics: { metrics_flush_interval: "1s" } } };
    const collector = await startCollector(overlaid(parse(config) as Branch, sooner));
    try {
      const nearMisses = ["/a.bXc", "/aab", "/odata/metadata", "/ab"];
      const span = { service: shop.name, method: "GET", status: 200, duration: milliseconds(5) };
      const spans = [...paths, ...nearMisses].map((path) => ({ ...span, route: path }));
      await sendSpans(collector.url(ports["otlp-http"]), spans);
      expect(await callsByEndpoint(collector.url(ports.red), spans.length)).toEqual(
        Object.fromEntries([...paths.map((path) => [path, 1]), ["undeclared", nearMisses.length]]),
      );
    } finally {
      await collector.stop();
    }
  });
});

/** Calls by endpoint, as soon as all are counted; what there is after ten seconds otherwise. */
async function callsByEndpoint(url: string, all: number): Promise<Record<string, number>> {
  const deadline = Date.now() + 10_000;
  for (;;) {
    const page = await (await fetch(`${url}/metrics`)).text();
    const calls = [...page.matchAll(callsOfEndpoint)].map(([, endpoint = "", value]): [string, number] => [
      // The escapes of the exposition format are three of JSON's.
      JSON.parse(`"${endpoint}"`) as string,
      Number(value),
    ]);
    const counted = calls.reduce((sum, [, value]) => sum + value, 0);
    if (counted === all || Date.now() > deadline) return Object.fromEntries(calls);
    await pause(milliseconds(100));
  }
}

const callsOfEndpoint = /^traces_span_metrics_calls_total\{.*?endpoint="((?:[^"\\]|\\.)*)".*?\} (\S+)/gm;

describe("each hostile text by itself", () => {
  const described = [...texts, megabyte];
  let resources: readonly Resource[];

  beforeAll(async () => {
    const app = new App({ outdir: output(), skipValidation: true });
    const stack = new TerraformStack(app, "texts");
    addHelmProvider(stack, local.kubernetes);
    new GrafanaProvider(stack, "grafana");
    const folder = new ContentFolder(stack, "folder", { uid: "folder", title: everything });
    const dashboard = { ...bottlenecksDashboard([]), rows: [] };
    described.forEach((description, at) => {
      const uid = `text-${at}`;
      new ContentDashboard(stack, uid, {
        dashboard: { ...dashboard, uid, description },
        folder,
        repository: system.repository,
      });
    });
    texts.forEach((description, at) => {
      new RecordingRules(stack, `rules-${at}`, { name: `text-${at}`, description, signals: [] });
    });
    const rules = texts.map((about, at) => ({ ...watchdog(system.platformTeam), id: `text-${at}`, about }));
    new AlertRules(stack, "alerts", { name: "texts", rules, dashboard, folder, repository: system.repository });
    app.synth();
    resources = await applied(app, "texts");
  });

  it("reaches dashboards and their folder", () => {
    const dashboards = dashboardsIn(resources);
    const arrived = described.map((_, at) => dashboards.get(`text-${at}`)?.description);
    expect(differences(described, arrived)).toEqual([]);
    expect(ofType(resources, "grafana_folder")).toMatchObject([{ values: { title: everything } }]);
  });

  it("reaches alerts", async () => {
    const arrived = await read.grafana(rulesIn(resources).map(({ annotations }) => annotations.about ?? ""));
    expect(differences(texts.map(trimmed), arrived)).toEqual([]);
  });

  it("reaches PrometheusRules", async () => {
    const values = texts.map((_, at) => valuesOf(resources, `text-${at}-rules`));
    const manifests: string[] = [];
    // Two at a time: more would only wait for each other.
    for (let at = 0; at < values.length; at += 2)
      manifests.push(...(await Promise.all(values.slice(at, at + 2).map(read.rulesChart))));
    expect(differences(texts, await describedRules(manifests))).toEqual([]);
  });
});

/** A configuration that carries texts where the collector expects nothing but text. */
const configWith = (each: readonly string[]) => ({
  receivers: { otlp: { protocols: { http: { endpoint: "127.0.0.1:4318" } } } },
  connectors: { span_metrics: { dimensions: each.map((text, at) => ({ name: `text_${at}`, default: text })) } },
  exporters: { debug: {} },
  service: {
    pipelines: {
      traces: { receivers: ["otlp"], exporters: ["span_metrics"] },
      metrics: { receivers: ["span_metrics"], exporters: ["debug"] },
    },
  },
});

async function textsInCollector(values: string): Promise<readonly string[]> {
  const { connectors } = (await read.collector(await read.collectorChart(values))) as unknown as {
    connectors: { span_metrics: { dimensions: readonly { default: string }[] } };
  };
  return connectors.span_metrics.dimensions.map((dimension) => dimension.default);
}

/** A stack of Helm releases, synthesized. */
function releases(build: (stack: TerraformStack) => void): App {
  const app = new App({ outdir: output(), skipValidation: true });
  const stack = new TerraformStack(app, "releases");
  addHelmProvider(stack, local.kubernetes);
  build(stack);
  app.synth();
  return app;
}

describe("hostile text in a collector's configuration", () => {
  it("reaches the collector", async () => {
    // The chart's YAML writer leaves these two bare, and its reader takes them for line ends; no description gets
    // there.
    const sent = [...texts.filter((text) => !/[\u2028\u2029]/.test(text)), megabyte];
    const values = { alternateConfig: collectorConfig(configWith(sent)) };
    const app = releases((stack) => {
      new HelmRelease(stack, "release", { chart: charts.openTelemetryCollector, name: "collector", values });
    });
    const arrived = await textsInCollector(valuesOf(await applied(app, "releases"), "collector"));
    expect(differences(sent, arrived)).toEqual([]);
  });
});

describe("the check of a collector's configuration", () => {
  const few = ["${x} %{x}", "{{ `x` }}", "$1 $${x}"];
  const escapedFor = (...escapes: readonly ((text: string) => string)[]) => ({
    alternateConfig: escapes.reduce((tree, escape) => inStrings(tree, escape), configWith(few)),
  });
  const once = escapedFor(forCollector, forHelmTemplate);
  const control = "control";
  const broken = {
    "the collector's left out": terraformYaml(escapedFor(forHelmTemplate)),
    "the collector's applied twice": terraformYaml(escapedFor(forCollector, forCollector, forHelmTemplate)),
    "Helm's left out": terraformYaml(escapedFor(forCollector)),
    "Helm's applied twice": terraformYaml(escapedFor(forCollector, forHelmTemplate, forHelmTemplate)),
    "Terraform's applied twice": forTerraform(terraformYaml(once)),
  };
  let resources: readonly Resource[];

  const release = (stack: TerraformStack, name: string, values: string) =>
    new Release(stack, name.replaceAll(/\W/g, "-"), { chart: "collector", name, values: [values] });

  const lost = (name: string) =>
    textsInCollector(valuesOf(resources, name)).then((arrived) => differences(few, arrived), String);

  beforeAll(async () => {
    const app = releases((stack) => {
      for (const [name, values] of Object.entries({ [control]: terraformYaml(once), ...broken }))
        release(stack, name, values);
    });
    resources = await applied(app, "releases");
  });

  it("passes with every escape applied once", async () => {
    expect(await lost(control)).toEqual([]);
  });

  it.each(Object.keys(broken))("fails with %s", async (name) => {
    expect(await lost(name)).not.toEqual([]);
  });

  it("fails with Terraform's left out", async () => {
    const app = releases((stack) => release(stack, "bare", toYaml(once)));
    await expect(applied(app, "releases")).rejects.toThrow("Invalid template control keyword");
  });
});

describe("the check of alerts and rules", () => {
  it.each([
    ["left out", (text: string) => text],
    ["applied twice", (text: string) => forGrafanaTemplate(forGrafanaTemplate(text))],
  ])("fails with the escape for Grafana's templates %s", async (_, escape) => {
    const text = "{{ `x` }}";
    expect(differences([text], await read.grafana([escape(text)]))).not.toEqual([]);
    expect(differences([text], await read.grafana([forGrafanaTemplate(text)]))).toEqual([]);
  });

  it("fails with YAML as version 1.2 alone reads it", async () => {
    const described = (write: (values: object) => string) =>
      read.rulesChart(write({ annotations: { description: "on" } })).then((manifest) => describedRules([manifest]));
    expect(differences(["on"], await described(stringify))).toEqual(['"on" arrived as true']);
    expect(differences(["on"], await described(toYaml))).toEqual([]);
  });
});
