import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "@jest/globals";
import { App, TerraformStack, Testing } from "cdktf";
import { Construct } from "constructs";
import { chartShape, shapeOf } from "../../constructs/chart-values/shape";
import { hasFindings } from "../../constructs/checked";
import type { HelmReleaseProps } from "../../constructs/helm-release";
import { HelmRelease } from "../../constructs/helm-release";
import { local } from "../../environments/local";
import { addBackend } from "../../stacks/backend";
import { shapeFromDumps } from "../../scripts/chart-shape";
import { charts } from "../../versions";
import { itMatchesDump } from "../support/dumps";
import { emptyFolder } from "../support/folder";
import { synthesizedStack, valuesOf } from "../support/synthesized";
import { testApp } from "../support/test-app";

const folder = emptyFolder();

const newStack = () => new TerraformStack(testApp(), "platform");
const release = (props: Partial<HelmReleaseProps>, scope: Construct = newStack()) =>
  new HelmRelease(scope, props.name ?? "release", {
    chart: charts.grafana,
    name: "grafana",
    values: {},
    ...props,
  });
const releasesOf = (stack: TerraformStack) => synthesizedStack(stack).resource.helm_release ?? {};

describe("a Helm release", () => {
  it("is pinned, rolled back when it fails, given time and forgotten after ten revisions", () => {
    const stack = newStack();
    release({ values: { replicas: 2 } }, stack);
    expect(releasesOf(stack).grafana).toEqual({
      atomic: true,
      chart: "grafana",
      cleanup_on_fail: true,
      create_namespace: false,
      max_history: 10,
      name: "grafana",
      namespace: "monitoring",
      repository: charts.grafana.repository,
      skip_crds: false,
      timeout: 900,
      values: ["replicas: 2\n"],
      version: charts.grafana.version,
    });
  });

  it("of custom resource definitions leaves everything where it is when it fails", () => {
    const stack = newStack();
    release({ atomic: false }, stack);
    expect(releasesOf(stack).grafana).toMatchObject({ atomic: false, cleanup_on_fail: false });
  });

  it("keeps its identity in Terraform when its construct moves", () => {
    const stack = newStack();
    release({}, new Construct(new Construct(stack, "somewhere"), "else"));
    expect(Object.keys(releasesOf(stack))).toEqual(["grafana"]);
  });

  it("comes after the releases it needs", () => {
    const stack = newStack();
    const crds = release({ name: "crds" }, stack);
    release({ name: "operator", after: [crds] }, stack);
    expect(releasesOf(stack).operator).toMatchObject({ depends_on: ["helm_release.crds"] });
    expect(releasesOf(stack).crds).not.toHaveProperty("depends_on");
  });

  it("hands its values over as they were meant, whatever Terraform takes for a template", () => {
    const values = { env: { A: "${POD_IP}:9094", B: "%{+yyyy}", C: "$${x}" } };
    const stack = newStack();
    release({ values }, stack);
    expect(valuesOf(releasesOf(stack).grafana ?? {})).toEqual(values);
    expect(Testing.synth(stack)).toContain("$${POD_IP}:9094");
  });

  it("makes what is much text only when it is written", () => {
    let made = 0;
    const stack = newStack();
    const written = release({ values: { env: () => ({ A: `${++made}` }) } }, stack);
    expect(written.findings()).toEqual([]);
    expect(made).toBe(0);
    expect(valuesOf(releasesOf(stack).grafana ?? {})).toEqual({ env: { A: `${made}` } });
    expect(made).toBeGreaterThan(0);
  });
});

describe("a finding of a Helm release", () => {
  const findings = (props: Partial<HelmReleaseProps>) => release(props).findings();

  it("is what synthesis asks a release for", () => {
    expect(hasFindings(release({}))).toBe(true);
    expect(hasFindings(newStack())).toBe(false);
  });

  it("tells where the release stands and which path is unknown", () => {
    expect(findings({ values: { prometheus: { enabled: true } } })).toEqual([
      {
        id: "unknown-values-path",
        severity: "error",
        where: "platform/release.values.prometheus",
        what: "the chart has no such value.",
        why: "Helm ignores it: the release would be installed without it, and nothing would say so.",
        fix: "look it up in the chart's values.yaml.",
      },
    ]);
  });

  const kps = charts.kubePrometheusStack;
  it.each<[string, HelmReleaseProps["chart"], object, string]>([
    ["a typing error", charts.grafana, { replcas: 2 }, "did you mean replicas?"],
    ["a wrong case", charts.grafana, { headlessservice: true }, "did you mean headlessService?"],
    [
      "a typing error deep inside",
      kps,
      { prometheus: { prometheusSpec: { retentionsize: "1GB" } } },
      "did you mean prometheus.prometheusSpec.retentionSize?",
    ],
    [
      "a key of another place",
      kps,
      { prometheus: { retention: "1d" } },
      "did you mean prometheus.prometheusSpec.retention?",
    ],
    [
      "a key of a subchart",
      kps,
      { metricLabelsAllowlist: ["pods=[app]"] },
      "did you mean kube-state-metrics.metricLabelsAllowlist?",
    ],
    ["a property of every object", charts.grafana, { constructor: 1 }, "look it up in the chart's values.yaml."],
  ])("suggests what was meant by %s", (_, chart, values, fix) => {
    expect(findings({ chart, values })).toMatchObject([{ id: "unknown-values-path", fix }]);
  });

  it.each<[string, object, string]>([
    ["text for a map", { prometheus: { prometheusSpec: { externalLabels: "a=b" } } }, "string, where … map"],
    ["a list for a map of settings", { prometheus: { service: ["ClientIP"] } }, "list, where … map"],
    ["a quoted boolean", { defaultRules: { create: "false" } }, "string, where … boolean"],
    ["a number for a list", { prometheus: { prometheusSpec: { enableFeatures: 1 } } }, "number, where … list"],
    ["a map for a number", { prometheus: { prometheusSpec: { replicas: { min: 1 } } } }, "map, where … number"],
    ["a boolean for text", { prometheus: { prometheusSpec: { retention: true } } }, "boolean, where … string"],
  ])("reports %s", (_, values, what) => {
    const [found] = findings({ chart: kps, values });
    expect(found).toMatchObject({ id: "values-type" });
    expect(found?.what.replace("the chart's default is a", "…")).toContain(what);
  });

  it.each<[string, object]>([
    ["null, which removes a default", { prometheus: null, grafana: { sidecar: null } }],
    ["undefined, which is left out", { prometheus: undefined, grafana: { sidecar: undefined } }],
    ["any key of a free map", { commonLabels: { "example.com/team": "platform" } }],
    ["any field of an object that charts copy", { prometheusOperator: { containerSecurityContext: { runAsUser: 1 } } }],
    ["a number for a switch that is also a limit", { prometheus: { prometheusSpec: { enforcedSampleLimit: 5 } } }],
    ["a share for a number", { prometheus: { podDisruptionBudget: { minAvailable: "50%" } } }],
    ["a number for text", { prometheus: { prometheusSpec: { image: { tag: 3 } } } }],
  ])("is not raised for %s", (_, values) => {
    expect(findings({ chart: kps, values })).toEqual([]);
  });

  it.each(["Grafana", "grafana_1", "-grafana", "1grafana", "grafana-", "", "g".repeat(54)])(
    'reports the name "%s"',
    (name) => {
      const stack = newStack();
      const found = new HelmRelease(stack, "r", { chart: charts.grafana, name, values: {} }).findings();
      expect(found).toMatchObject([{ id: "release-name", where: "platform/r.name" }]);
    },
  );

  it("accepts the longest name that Helm does", () => {
    expect(findings({ name: "g".repeat(53) })).toEqual([]);
  });

  it("reports a chart whose values nobody can check", () => {
    const chart = { name: "unheard-of", repository: "https://charts.example.com", version: "1.0.0" };
    expect(findings({ chart })).toMatchObject([{ id: "chart-shape-missing", where: "platform/release.chart" }]);
  });
});

describe("a chart of this repository", () => {
  let made = 0;
  function newChart(template: string) {
    const directory = join(folder, `${(made += 1)}`, "rules");
    mkdirSync(join(directory, "templates"), { recursive: true });
    writeFileSync(join(directory, "Chart.yaml"), "apiVersion: v2\nname: rules\nversion: 0.0.0\n");
    writeFileSync(join(directory, "values.yaml"), "groups: []\nlabels: {}\n");
    writeFileSync(join(directory, "templates", "rules.yaml"), template);
    return { directory };
  }
  const pathOf = (chart: HelmReleaseProps["chart"]) => {
    const stack = newStack();
    release({ chart }, stack);
    return releasesOf(stack).grafana?.chart;
  };

  it("lies beside the stack, at a relative path without repository and version", () => {
    const stack = newStack();
    release({ chart: newChart("kind: A\n") }, stack);
    const { chart, repository, version } = releasesOf(stack).grafana ?? {};
    expect(chart).toMatch(/^assets\/chart-rules\/[0-9A-F]{32}$/);
    expect([repository, version]).toEqual([undefined, undefined]);
  });

  it("shows in the plan when its templates change, and only then", () => {
    const before = pathOf(newChart("kind: A\n"));
    expect(pathOf(newChart("kind: A\n"))).toBe(before);
    expect(pathOf(newChart("kind: B\n"))).not.toBe(before);
  });

  it("is copied once for all its releases, wherever the program runs", () => {
    const chart = newChart("kind: A\n");
    const synthesize = (outdir: string) => {
      const app = new App({ outdir, skipValidation: true });
      const stack = new TerraformStack(app, "platform");
      addBackend(stack, local);
      release({ chart, name: "one" }, stack);
      release({ chart, name: "two" }, new Construct(stack, "deeper"));
      app.synth();
      const at = join(outdir, "stacks", "platform");
      const [hash = ""] = readdirSync(join(at, "assets", "chart-rules"));
      return [
        readFileSync(join(at, "cdk.tf.json"), "utf8"),
        readdirSync(join(at, "assets")).join(),
        readFileSync(join(at, "assets", "chart-rules", hash, "templates", "rules.yaml"), "utf8"),
      ];
    };
    const here = process.cwd();
    const first = synthesize(join(folder, "here"));
    process.chdir(tmpdir());
    const second = synthesize(join(folder, "there"));
    process.chdir(here);
    expect(first.slice(1)).toEqual(["chart-rules", "kind: A\n"]);
    expect(second).toEqual(first);
    expect(first[0]).not.toContain(folder);
  });

  it("is checked against its own values", () => {
    const chart = newChart("kind: A\n");
    expect(release({ chart, values: { groups: [{ name: "a" }], labels: { a: "b" } } }).findings()).toEqual([]);
    expect(release({ chart, values: { group: [] } }).findings()).toMatchObject([
      { id: "unknown-values-path", fix: "did you mean groups?" },
    ]);
  });
});

describe("the shape of a chart's values", () => {
  it("keeps types and drops values", () => {
    const defaults = {
      text: "a",
      blank: "",
      none: null,
      size: 1,
      off: false,
      list: [{ a: 1 }],
      map: {},
      nested: { a: {} },
      podSecurityContext: { runAsUser: 1 },
      strategy: "Recreate",
    };
    expect(shapeOf(defaults)).toEqual({
      text: "string",
      blank: "any",
      none: "any",
      size: "number",
      off: "boolean",
      list: "list",
      map: "map",
      nested: { a: "map" },
      podSecurityContext: "map",
      strategy: "string",
    });
  });

  it("is the same from what Helm prints and from a dump, free maps and unlisted values included", () => {
    const [yaml, json] = [join(folder, "yaml"), join(folder, "json")];
    [yaml, json].forEach((directory) => mkdirSync(directory));
    writeFileSync(join(yaml, "grafana-1.2.3.yaml"), "grafana.ini:\n  log: {}\ningress:\n  enabled: false\n");
    writeFileSync(
      join(json, "grafana.json"),
      JSON.stringify({ version: "1.2.3", defaultValues: { "grafana.ini": { log: {} }, ingress: { enabled: false } } }),
    );
    expect(shapeFromDumps(yaml, "grafana")).toEqual({
      chart: "grafana",
      version: "1.2.3",
      values: { "grafana.ini": "map", ingress: { enabled: "boolean", ingressClassName: "string" } },
    });
    expect(shapeFromDumps(json, "grafana")).toEqual(shapeFromDumps(yaml, "grafana"));
  });

  it("is known for every pinned chart, at the pinned version", () => {
    const pinned = Object.values(charts).map(({ name, version }) => ({ chart: name, version }));
    expect(pinned.map(({ chart }) => chartShape(chart))).toMatchObject(pinned);
  });

  for (const { name, version } of Object.values(charts)) {
    const names = [`${name}.json`, `${name}-${version}.yaml`];
    const has = (folder: string) => names.some((file) => existsSync(join(folder, file)));
    itMatchesDump(`for ${name}`, { variable: "CHART_VALUES", beside: "charts", has }, (folder) => {
      expect(chartShape(name)).toEqual(shapeFromDumps(folder, name));
    });
  }
});
