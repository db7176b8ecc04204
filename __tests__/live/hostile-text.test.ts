/**
 * Free text on its whole way: out of the description, through cdktf, the real Terraform, the real Helm and the real
 * collector, and read back byte for byte behind the last of them. What a layer takes for its own language it must find
 * escaped exactly once; the last part of this file shows that once too few and once too many are both noticed.
 */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Release } from "@cdktf/provider-helm/lib/release";
import { GrafanaProvider } from "@cdktf/provider-grafana/lib/provider";
import { afterAll, beforeAll, describe, expect, it, jest } from "@jest/globals";
import { App, TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import * as fc from "fast-check";
import { parse } from "yaml";
import { forGrafanaTemplate } from "../../alerts/grafana-rule";
import { watchdog } from "../../alerts/watchdog";
import { AlertRules } from "../../constructs/alert-rules";
import { forCollector, forHelmTemplate, forTerraform, inStrings, terraformYaml } from "../../constructs/border";
import { collectorConfig } from "../../constructs/collector-config";
import { ContentDashboard } from "../../constructs/content-dashboard";
import { ContentFolder } from "../../constructs/content-folder";
import { addHelmProvider } from "../../constructs/helm-provider";
import { HelmRelease } from "../../constructs/helm-release";
import { toYaml } from "../../constructs/yaml";
import { RecordingRules } from "../../constructs/recording-rules";
import { overviewDashboard } from "../../dashboards/overview";
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
import { enginePath } from "../support/engines/engine-path";
import { emptyFolder } from "../support/folder";
import { startCollector } from "../support/live/collector";
import { pause, runToEnd } from "../support/live/process";
import { sendSpans } from "../support/live/spans";
import type { Branch } from "../support/live/tree";
import { overlaid } from "../support/live/tree";
import type { Run } from "../support/terraform/command";
import type { Terraform } from "../support/terraform/terraform";
import { startTerraform } from "../support/terraform/terraform";
import type { Resource } from "../support/terraform/workspace";

jest.setTimeout(120_000);

// --- the texts ------------------------------------------------------------------------------------------------------

const words = (text: string) => text.split(/ +/);

const chosen = [
  // Terraform, Helm, the collector, and each in the other's company.
  ...words("${x} %{x} {{x}} {{{x}}} }} {{ {{`x`}} {{` {{/* $1 $$ $${x} $$${x} $$$${x} %%{x} %%%{x} $HOME $"),
  ...words("${env:HOME} $${env:HOME} $$${env:HOME} \\${x} {${x}} {{${x}}} ${{{x}}} %{{x}} $%{x} ~{x}"),
  ..."{{ x }}|{{- x -}}|{{ .Values }}|{{ `x` }}|${ x }|%{ if x }|{{ x }} ${y} %{z} $1".split("|"),
  ...words("\" ' ` \\ \\\\ \\n \\u0041 '' \"\" '\"` <&>"),
  // What some parser of YAML takes for something else.
  ...words("on Off y n yes No TRUE ~ null NaN .inf 1e3 1E3 0x1f 0o17 017 0b1 1_000 .5 +1 12:30:45 2026-01-01 = <<"),
  ...words("- ? : # | > & * ! @ , [ ] {a [a &a *a !t |- >+ --- ... ---a %YAML"),
  ..."2026-01-01T00:00:00Z\n- a\na: b\na #b\n# c\n? a\n: a\n{a: b}\n[a, b]\n> a\n| a\na:\n'a\n\"a".split("\n"),
  // White space and lines.
  ...[" lead", "trail ", "  both  ", "\ttabs\t", "a\tb", "\na", "\n a", "a\n", "a\n\n", "a\nb", "a\n b\n", "a \nb"],
  ...["a\n\n\nb", "a\n  \nb", "a\r\nb", "a\rb", "a\r", "a\n---\nb", "a\n...\nb", "a\n# b", "word ".repeat(500)],
  // Beyond ASCII.
  ...["é 中文 👩‍👩‍👧 🇩🇪", "a\u2028b\u2029", "a\ufeff"],
  // A megabyte. Terraform needs time quadratic in the number of `$`, `%` and lines: there are few of them.
  `\${x} ${"{{ x }} words ".repeat(70_000)}%{x}`,
];

const escapes = fc.constantFrom(..."$ % { } ${ %{ {{ }} $$ ` \" ' \\ : - # a ü 😀".split(" "), " ", "\n", "\r", "\t");

const samples = <T>(arbitrary: fc.Arbitrary<T>, numRuns: number) => fc.sample(arbitrary, { seed: 20_261_123, numRuns });

const generated = samples(
  fc.oneof(
    fc.array(escapes, { maxLength: 30 }).map((parts) => parts.join("")),
    fc.string({ unit: "grapheme" }),
    fc.string({ unit: "binary", maxLength: 40 }),
  ),
  60,
)
  // No program of the chain can represent NUL in YAML and all that follows; Terraform composes accents.
  .map((text) => text.replace(/[^\P{Cc}\r\n\t]|[\ufffe\uffff]/gu, "").normalize("NFC"))
  .filter((t) => t.trim() !== "");

const texts = [...chosen, ...generated];
const everything = texts.filter((text) => text.length < 10_000).join(" ");
let t0 = Date.now(); const lap = (w: string) => { console.log(w, Date.now() - t0); t0 = Date.now(); };

/** Route templates that the description accepts, with all that OTTL, its regular expressions and the layers could misread. */
const paths = [
  ...words("/odata/$metadata /a/{id}'\" /{{x}} /{{`x`}} /${x} /$${x} /%{x} /${env:HOME} /a\\b /a\\ /\\Qa\\E /a\\\\.b"),
  ...words("/a.b|c*d+e(f)[g]^h$ /` // /~user/@me /a,b;c=d&e /<x>/!y /$1 /$ /% /:id /*"),
  ...samples(
    fc.string({ unit: fc.constantFrom(...'$%{}[]()\\|^*+.`"/:<&>,;=-_!@ab01'.split("")), maxLength: 30 }),
    30,
  ).map((text) => `/${text}`),
].filter((path, at, all) => all.indexOf(path) === at);

// --- the readers ----------------------------------------------------------------------------------------------------

const folder = emptyFolder();
let terraform: Terraform;

beforeAll(async () => {
  terraform = await startTerraform();
});

afterAll(() => {
  terraform.stop();
  rmSync(folder, { recursive: true });
});

let folders = 0;
const newFolder = () => join(folder, String(++folders));

/** Applies a synthesized stack. */
async function apply(stack: string): Promise<{ readonly applied: Run; readonly resources: readonly Resource[] }> {
  const workspace = terraform.workspace(stack, { grafana_auth: "anonymous" });
  expect(await workspace.init()).toMatchObject({ exitCode: 0 });
  const applied = await workspace.apply();
  return { applied, resources: await workspace.state() };
}

async function applyAll(stack: string): Promise<readonly Resource[]> {
  const { applied, resources } = await apply(stack);
  expect(applied).toMatchObject({ exitCode: 0, stderr: "" });
  return resources;
}

const ofType = (resources: readonly Resource[], type: string) => resources.filter((resource) => resource.type === type);

interface AppliedRule {
  readonly uid: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
}

const rulesIn = (resources: readonly Resource[]) =>
  ofType(resources, "grafana_rule_group").flatMap(({ values }) => values.rule as AppliedRule[]);

const dashboardsIn = (resources: readonly Resource[]) =>
  ofType(resources, "grafana_dashboard").map(
    ({ values }) => JSON.parse(values.config_json as string) as { uid: string; title: string; description: string },
  );

/** The values of a release, as the provider hands them to Helm. */
function valuesOf(resources: readonly Resource[], release: string): string {
  const found = ofType(resources, "helm_release").find(({ values }) => values.name === release);
  return (found?.values.values as string[])[0] ?? "";
}

/** What the real Helm makes of a chart. @throws with Helm's words if it refuses. */
async function render(chart: string, ...args: readonly string[]): Promise<string> {
  const { output, complaint } = await runToEnd(enginePath("helm"), ["template", "release", chart, ...args]);
  if (complaint) throw new Error(complaint);
  return output;
}

async function renderWith(chart: string, values: string): Promise<string> {
  const file = `${newFolder()}.yaml`;
  writeFileSync(file, values);
  return render(chart, "--values", file);
}

/** A chart of one template, with files for it to read. */
function probeChart(template: string, files: readonly string[] = []): string {
  const chart = newFolder();
  for (const part of ["templates", "files"]) mkdirSync(join(chart, part), { recursive: true });
  writeFileSync(join(chart, "Chart.yaml"), "apiVersion: v2\nname: probe\nversion: 1.0.0\n");
  writeFileSync(join(chart, "templates", "probe.yaml"), template);
  files.forEach((content, at) => writeFileSync(join(chart, "files", String(at).padStart(4, "0")), content));
  return chart;
}

/** For each text what `expression` makes of it, a Go template with the functions of Helm. */
async function evaluate(expression: string, each: readonly string[]): Promise<readonly string[]> {
  const template = `kind: Probe\nresults:\n{{- range $path, $_ := .Files.Glob "files/*" }}\n- {{ with $.Files.Get $path | b64dec }}{{ ${expression} | b64enc | quote }}{{ end }}\n{{- end }}\n`;
  const chart = probeChart(
    template,
    each.map((text) => Buffer.from(text).toString("base64")),
  );
  const { results } = parse(await render(chart)) as { results: readonly string[] };
  return results.map((result) => Buffer.from(result, "base64").toString());
}

/** An annotation as Grafana's state manager evaluates it: its prefix trims white space at the start, which nobody sees. */
const asGrafanaEvaluates = (annotations: readonly string[]) =>
  evaluate('tpl (print "{{- $value := 1 -}}" .) $', annotations);

/** Manifests as Kubernetes reads them: with the YAML parser that it shares with Helm. */
const asKubernetesReads = async (manifests: readonly string[]): Promise<readonly unknown[]> =>
  (await evaluate("fromYaml . | toJson", manifests)).map((json) => JSON.parse(json) as unknown);

async function rulesChart(values: string): Promise<string> {
  return renderWith(join(__dirname, "../../constructs/charts/prometheus-rules"), values);
}

/** As the chart of the collector treats `alternateConfig`: twice to YAML and once through `tpl`, into a ConfigMap. */
const collectorChart = `{{- define "config" }}{{ toYaml .Values.alternateConfig }}{{ end -}}
kind: ConfigMap
data:
  relay: |
    {{- tpl (include "config" . | fromYaml | toYaml) . | nindent 4 }}
`;

/** The configuration file that a collector finds in its pod. */
async function configFile(values: string): Promise<string> {
  const [configMap] = await asKubernetesReads([await renderWith(probeChart(collectorChart), values)]);
  return (configMap as { data: { relay: string } }).data.relay;
}

/** The configuration as the collector reads it. @throws with its words if it refuses. */
async function asCollectorReads(config: string): Promise<Branch> {
  const file = `${newFolder()}.yaml`;
  writeFileSync(file, config);
  const args = ["print-config", "--mode", "unredacted", "--format", "json", "--config", file];
  const { output, complaint } = await runToEnd(enginePath("otelcol"), args, { MY_POD_IP: "127.0.0.1" });
  if (complaint) throw new Error(complaint);
  return JSON.parse(output) as Branch;
}

/** Of what was sent, what did not arrive: empty if all is well, and short enough to read if not. */
const differences = (sent: readonly string[], arrived: readonly unknown[]): string[] =>
  sent.flatMap((text, at) =>
    arrived[at] === text ? [] : [`${clip(JSON.stringify(text))} arrived as ${clip(JSON.stringify(arrived[at]))}`],
  );

const clip = (text: string | undefined) => text && (text.length > 200 ? `${text.slice(0, 200)}…` : text);

const untrimmed = (text: string) => text.replace(/^[ \t\r\n]+/, "");

// --- the tests ------------------------------------------------------------------------------------------------------

const route = (path: string): Route => ({ path: path as `/${string}`, methods: ["GET"] });

describe("a description full of hostile text", () => {
  const isPlain = (text: string) => !/[\n\r]/.test(text) && text.length < 1000;
  const [shop, crm, mes] = system.services as [HttpService, HttpService, HttpService];
  const hostile: System = {
    ...system,
    title: chosen.filter(isPlain).join(" "),
    repository: "https://example.com/{{ x }}/${x}/%{x}/$1",
    platformTeam: { ...system.platformTeam, title: everything },
    services: [
      { ...shop, description: chosen.filter(isPlain).join(""), routes: paths.map(route) as [Route, ...Route[]] },
      { ...crm, description: everything, owner: { ...crm.owner, title: everything } },
      { ...mes, description: generated.join("\n") },
    ],
  };
  let resources: readonly Resource[];

  beforeAll(async () => {
    const app = buildApp({ system: hostile, environment: local, outdir: newFolder() });
    expect([...checkSystem(hostile), ...findingsOf(app)]).toEqual([]);
    app.synth();
    resources = await applyAll(join(app.outdir, "stacks", "monitoring"));
  });

  it("reaches the dashboards byte for byte", () => {
    const dashboards = new Map(dashboardsIn(resources).map((dashboard) => [dashboard.uid, dashboard]));
    expect(dashboards.get("overview")?.title).toBe(`${hostile.title} · overview`);
    for (const { name, description } of hostile.services)
      expect(dashboards.get(`red-${name}`)?.description).toBe(description);
  });

  it("reaches every alert once Grafana has evaluated its annotations", async () => {
    const rules = rulesIn(resources);
    const descriptions = new Map(hostile.services.map(({ name, description }) => [name, description]));
    expect(rules).toHaveLength(15);
    const annotation = (name: string) => asGrafanaEvaluates(rules.map((rule) => rule.annotations[name] ?? ""));
    expect(
      differences(
        rules.map(({ labels }) => untrimmed(descriptions.get(labels.service ?? "") ?? "")),
        await annotation("about"),
      ),
    ).toEqual([]);
    for (const url of await annotation("runbook_url"))
      expect(url.startsWith(`${hostile.repository}/blob/main/docs/runbooks/http-`)).toBe(true);
  });

  it("reaches the PrometheusRules once Helm has rendered them and Kubernetes has read them", async () => {
    const manifests = await Promise.all(
      hostile.services.map(({ name }) => rulesChart(valuesOf(resources, `red-${name}-rules`))),
    );
    const objects = (await asKubernetesReads(manifests)) as { metadata: { annotations: { description: string } } }[];
    expect(
      differences(
        hostile.services.map(({ description }) => description),
        objects.map(({ metadata }) => metadata.annotations.description),
      ),
    ).toEqual([]);
  });

  it("is counted by the collector under the very routes that were declared", async () => {
    const config = await configFile(valuesOf(resources, `red-${shop.name}`));
    expect(await asCollectorReads(config)).toHaveProperty("connectors.span_metrics");
    const sooner = { connectors: { span_metrics: { metrics_flush_interval: "1s" } } };
    const collector = await startCollector(overlaid(parse(config) as Branch, sooner));
    try {
      const span = { service: shop.name, method: "GET", status: 200, duration: milliseconds(5) };
      const sent = [...paths, "/a.bXc", "/aab", "/odata/metadata"].map((path) => ({ ...span, route: path }));
      await sendSpans(collector.url(ports["otlp-http"]), sent);
      expect(await callsByEndpoint(collector.url(ports.red), sent.length)).toEqual(
        Object.fromEntries([...paths.map((path) => [path, 1]), ["undeclared", 3]]),
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
    const lines = (await (await fetch(`${url}/metrics`)).text()).split("\n");
    const calls = lines.flatMap((line) => {
      const [, endpoint, value] =
        /^traces_span_metrics_calls_total\{.*?endpoint="((?:[^"\\]|\\.)*)".*?\} (\S+)/.exec(line) ?? [];
      // The escapes of the exposition format are three of JSON's.
      return endpoint === undefined ? [] : [[JSON.parse(`"${endpoint}"`) as string, Number(value)] as const];
    });
    const counted = calls.reduce((sum, [, value]) => sum + value, 0);
    if (counted === all || Date.now() > deadline) return Object.fromEntries(calls);
    await pause(milliseconds(100));
  }
}

describe("each hostile text by itself", () => {
  let resources: readonly Resource[];

  beforeAll(async () => {
    const app = new App({ outdir: newFolder(), skipValidation: true });
    const stack = new TerraformStack(app, "texts");
    addHelmProvider(stack, local.kubernetes);
    new GrafanaProvider(stack, "grafana");
    const folder = new ContentFolder(stack, "folder", { uid: "folder", title: everything });
    const empty = { ...overviewDashboard({ ...system, services: [] }, []), rows: [] };
    const rule = watchdog(system.platformTeam);
    texts.forEach((text, at) => {
      const name = `text-${at}`;
      new ContentDashboard(stack, `dashboard-${at}`, { dashboard: { ...empty, uid: name, description: text }, folder });
      new RecordingRules(stack, `rules-${at}`, { name, description: text, signals: [] });
    });
    const rules = texts.map((about, at) => ({ ...rule, id: `text-${at}`, about }));
    new AlertRules(stack, "alerts", { name: "texts", rules, dashboard: empty, folder, system });
    app.synth(); lap("synth");
    resources = await applyAll(join(app.outdir, "stacks", "texts")); lap("applied");
  });

  it("reaches dashboards and their folder", () => {
    const descriptions = new Map(dashboardsIn(resources).map(({ uid, description }) => [uid, description]));
    const inOrder = texts.map((_, at) => descriptions.get(`text-${at}`));
    expect(differences(texts, inOrder)).toEqual([]);
    expect(ofType(resources, "grafana_folder")).toMatchObject([{ values: { title: everything } }]);
  });

  it("reaches alerts", async () => {
    const evaluated = await asGrafanaEvaluates(rulesIn(resources).map(({ annotations }) => annotations.about ?? ""));
    expect(differences(texts.map(untrimmed), evaluated)).toEqual([]);
  });

  it("reaches PrometheusRules", async () => {
    const manifests: string[] = [];
    for (const at of texts.keys()) manifests.push(await rulesChart(valuesOf(resources, `text-${at}-rules`)));
    const objects = (await asKubernetesReads(manifests)) as { metadata: { annotations: { description: string } } }[];
    expect(
      differences(
        texts,
        objects.map(({ metadata }) => metadata.annotations.description),
      ),
    ).toEqual([]);
  });
});

/** A configuration that carries texts where only texts can stand. */
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

async function textsThatCollectorReads(values: string): Promise<readonly unknown[]> {
  const { connectors } = (await asCollectorReads(await configFile(values))) as unknown as {
    connectors: { span_metrics: { dimensions: readonly { default: string }[] } };
  };
  return connectors.span_metrics.dimensions.map((dimension) => dimension.default);
}

/** Synthesizes a stack of Helm releases alone. @returns its folder */
function helmStack(name: string, build: (stack: Construct) => void): string {
  const app = new App({ outdir: newFolder(), skipValidation: true });
  const stack = new TerraformStack(app, name);
  addHelmProvider(stack, local.kubernetes);
  build(stack);
  app.synth();
  return join(app.outdir, "stacks", name);
}

describe("hostile text in a collector's configuration", () => {
  it("reaches the collector", async () => {
    const stack = helmStack("collector", (scope) => {
      const values = { alternateConfig: collectorConfig(configWith(texts)) };
      new HelmRelease(scope, "release", { chart: charts.openTelemetryCollector, name: "collector", values });
    });
    const values = valuesOf(await applyAll(stack), "collector");
    expect(differences(texts, await textsThatCollectorReads(values))).toEqual([]); lap("collector");
  });
});

describe("an escape too few or too many", () => {
  const few = ["${x} %{x}", "{{ `x` }}", "$1 $${x}"];

  it("wip", () => {
    readFileSync;
    Release;
    terraformYaml;
    toYaml;
    forTerraform;
    forCollector;
    forHelmTemplate;
    inStrings;
    forGrafanaTemplate;
    few;
  });
});
