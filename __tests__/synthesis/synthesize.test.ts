import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { homedir, hostname } from "node:os";
import { dirname, join, relative } from "node:path";
import { beforeAll, describe, expect, it } from "@jest/globals";
import { Construct } from "constructs";
import { app as command } from "../../cdktf.json";
import type { Exported, HasExports, Parts } from "../../constructs/checked";
import { ContentDashboard } from "../../constructs/content-dashboard";
import { ContentFolder } from "../../constructs/content-folder";
import { RecordingRules } from "../../constructs/recording-rules";
import type { Dashboard, Panel } from "../../dashboards/panel";
import { environmentNames, environments } from "../../environments";
import type { Environment } from "../../environments/environment";
import { local } from "../../environments/local";
import { printFindings } from "../../findings/print";
import { checkSystem } from "../../model/check";
import type { HttpService } from "../../model/http-service";
import { withOriginOf } from "../../model/origin";
import type { System } from "../../model/system";
import { divide, rate, select, sum } from "../../promql/build";
import { counter, recorded } from "../../promql/metric";
import type { MetricContract } from "../../signals/contracts/contract";
import { serverSpans, spanMetrics } from "../../signals/contracts/span-metrics";
import { http } from "../../signals/http";
import type { Signal } from "../../signals/signal";
import { MonitoringStack } from "../../stacks/monitoring-stack";
import { scripts } from "../../package.json";
import type { AppProps } from "../../synthesis/app";
import { buildApp } from "../../synthesis/app";
import { readOptions } from "../../synthesis/options";
import { synthesize } from "../../synthesis/synthesize";
import { system } from "../../system";
import { shopApi } from "../../system/shop";
import { gibibytes, mebibytes } from "../../units/quantities";
import { minutes, percent } from "../../units/quantities";
import type { Unit } from "../../units/unit";
import { contentsOf, emptyFolder } from "../support/folder";
import { copyOfTheProject, root } from "../support/project-copy";
import { takeOut } from "../support/take-out";

const options = (...args: string[]) => readOptions(args, {}, "local");

function run(environmentName: string, outdir = emptyFolder()) {
  const outcome = synthesize({ system, environments, options: options("--environment", environmentName), outdir });
  return { ...outcome, outdir };
}

/** This system, and copies of its first service. */
const withServices = (n: number): System => ({
  ...system,
  services: [...system.services, ...Array.from({ length: n }, (_, at) => copyOf(shopApi, `copy-${at}`))],
});

/** In pods of its own, and of few words. */
const copyOf = ({ workload: { namespace }, logs, ...facts }: HttpService, name: string): HttpService => ({
  ...facts,
  name,
  workload: { namespace, deployment: name },
  logs: { ...logs, perDay: mebibytes(10) },
});

/** An environment in which every service can be asked from outside. */
const askingAll = ({ services }: System, environment: Environment): Environment => ({
  ...environment,
  probes: {
    ...environment.probes,
    addresses: Object.fromEntries(services.map(({ name }) => [name, `http://${name}.example.svc`])),
  },
});

const quoted = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

const read = (outdir: string, stack: string) => readFileSync(join(outdir, "stacks", stack, "cdk.tf.json"), "utf8");

describe("synthesis", () => {
  it.each(environmentNames)("writes all stacks of %s, without findings and without any secret being set", (name) => {
    const { findings, exitCode, outdir } = run(name);
    expect(findings).toEqual([]);
    expect(exitCode).toBe(0);
    const stacks = name === "local" ? ["monitoring", "platform"] : ["bootstrap", "monitoring", "platform"];
    expect(readdirSync(join(outdir, "stacks")).sort()).toEqual(stacks);
  });

  it("orders the stacks, platform first", () => {
    const { outdir } = run("local");
    const manifest = JSON.parse(readFileSync(join(outdir, "manifest.json"), "utf8")) as {
      stacks: Record<string, { dependencies: string[] }>;
    };
    expect(manifest.stacks.monitoring?.dependencies).toEqual(["platform"]);
    expect(read(outdir, "monitoring")).not.toContain("terraform_remote_state");
  });

  it("is run by npm as it is by cdktf", () => {
    expect(scripts.start).toBe(command);
  });

  it("writes the same bytes in every run, from every directory", () => {
    const outputs = [root, copyOfTheProject()].map((cwd) => {
      const outdir = emptyFolder();
      const env = { ...process.env, CDKTF_OUTDIR: outdir };
      const { status, stderr } = spawnSync(command, { shell: true, cwd, env, encoding: "utf8" });
      expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
      return contentsOf(outdir);
    });
    expect(Object.keys(outputs[0] ?? {})).toContain("stacks/monitoring/cdk.tf.json");
    expect(outputs[1]).toEqual(outputs[0]);
  });

  it.each(environmentNames)("leaves no path, host or date of this machine in the output of %s", (name) => {
    const { outdir } = run(name);
    const text = Object.keys(contentsOf(outdir))
      .map((file) => readFileSync(join(outdir, file), "utf8"))
      .join("\n");
    // A home of "/", as a container may have, would be found in every address.
    const paths = [root, outdir, homedir()].filter((path) => path !== "/");
    const host = new RegExp(`(?<![\\w.-])${quoted(hostname())}(?![\\w-])`);
    for (const path of paths) expect(text).not.toMatch(new RegExp(`${quoted(path)}(?![\\w-])`));
    expect(text).not.toMatch(host);
    expect(text).not.toContain(new Date().toISOString().slice(0, 10));
  });

  /** With memory for the series of a hundred services. */
  const large = { ...local.prometheus, memory: gibibytes(4) };

  it.each([
    ["this system", system],
    ["a hundred services", withServices(100)],
  ])("sums up %s on one screen of 80 columns, the plan line by line", (_, described) => {
    const { report, findings } = synthesize({
      system: described,
      environments: new Map([[local.name, { ...askingAll(described, local), prometheus: large }]]),
      options: options("--environment", local.name),
      outdir: emptyFolder(),
    });
    expect(findings).toEqual([]);
    const lines = report.split("\n");
    expect(lines.length).toBeLessThanOrEqual(40);
    // Where the output lies is as long as it is.
    const own = lines.filter((line) => !line.includes("stacks/"));
    expect(Math.max(...own.map((line) => line.length))).toBeLessThanOrEqual(80);
    for (const { number, title } of system.plan) expect(report).toMatch(new RegExp(`^ ?${number}  ${title} `, "m"));
  });
});

describe("the README", () => {
  const readme = readFileSync(join(root, "README.md"), "utf8");

  it("shows what `npm start` prints", () => {
    const { report, outdir } = run("local");
    expect(readme).toContain(report.replaceAll(relative(process.cwd(), outdir), "cdktf.out"));
  });

  it("shows a finding as it is told, as docs/findings.md does", () => {
    const [, ...others] = shopApi.routes;
    const described = withOriginOf(shopApi, {
      ...shopApi,
      routes: [{ path: "/api/search?q=", methods: ["GET"] as const }, ...others],
    });
    const findings = checkSystem({ ...system, services: [described] }).filter(({ id }) => id === "route-has-query");
    const closing = "1 error. Nothing was written; cdktf.out is as it was.";
    // The line in its file is what the page was written with.
    const lineless = (text: string) => text.replaceAll(/system\/shop\.ts:\d+/g, "system/shop.ts");
    expect(findings).toHaveLength(1);
    for (const page of ["README.md", "docs/findings.md"])
      expect(lineless(readFileSync(join(root, page), "utf8"))).toContain(lineless(printFindings(findings, closing)));
  });

  it("links to files that exist, as do the other pages", () => {
    const pages = readdirSync(join(root, "docs"), { recursive: true, encoding: "utf8" }).filter((name) =>
      name.endsWith(".md"),
    );
    for (const page of ["README.md", ...pages.map((name) => join("docs", name))]) {
      const text = readFileSync(join(root, page), "utf8");
      for (const [, target = ""] of text.matchAll(/\]\((?!<?https?:)([^)#\s]+)/g))
        expect([page, target, existsSync(join(root, dirname(page), target))]).toEqual([page, target, true]);
    }
  });
});

describe("secrets", () => {
  it.each(environmentNames)("of %s are sensitive variables without default", (name) => {
    const { outdir } = run(name);
    const { variable } = JSON.parse(read(outdir, "monitoring")) as {
      variable: Record<string, Record<string, unknown>>;
    };
    expect(Object.keys(variable)).toContain("grafana_auth");
    for (const declared of Object.values(variable)) {
      expect(declared).toMatchObject({ sensitive: true, type: "string" });
      expect(declared).not.toHaveProperty("default");
    }
  });

  it.each(environmentNames)("of %s stand nowhere in the output, not even in part", (name) => {
    const { outdir } = run(name);
    const suspicious =
      /(password|passwd|secret|token|integration_key|api_?key|auth)"?\s*[:=]\s*"(?!\$\{var\.|\$__|\$\$__)[^"$]{8,}"/i;
    for (const stack of ["platform", "monitoring"]) expect(suspicious.exec(read(outdir, stack))?.[0]).toBeUndefined();
  });
});

describe("bad input", () => {
  const params = Array.from({ length: 40 }, (_, n) => `p${n}`) as [string, ...string[]];
  const broken: HttpService = {
    ...shopApi,
    name: "shop-api-of-the-second-generation-for-everybody",
    routes: [
      { path: "/api/search?q=", methods: ["GET"] },
      { path: "/api/all", methods: ["GET"], params },
    ],
    objectives: { availability: percent(100), latency: { ...shopApi.objectives.latency, share: percent(0) } },
  };
  const speechless: Environment = {
    ...local,
    notifications: { ...local.notifications, defaultContactPoint: { kind: "email", name: "nobody", addresses: [""] } },
  };

  class Exporter extends Construct implements HasExports {
    constructor(
      scope: Construct,
      id: string,
      readonly contracts: readonly MetricContract[],
      readonly folder: ContentFolder,
    ) {
      super(scope, id);
    }

    parts(): Parts {
      return this.folder.parts();
    }

    exports(): Exported[] {
      return this.contracts.map((contract) => ({ contract }));
    }
  }

  function brokenApp(props: AppProps) {
    const app = buildApp(props);
    const stack = app.node.findAll().find((construct) => construct instanceof MonitoringStack);
    if (!stack) throw new Error("the app has no monitoring stack");
    const folder = new ContentFolder(stack, "extra", { uid: "extra", title: "Extra" });
    const panel: Panel = {
      kind: "stat",
      key: "parsecs",
      shows: http.errorRatio,
      title: "Distance",
      description: "In a unit nobody has.",
      unit: "parsecs" as Unit,
      queries: [{ legend: "", expr: "monitoring:http_errors:ratio5m" }],
      width: 6,
      height: 4,
      links: [{ title: "There", url: "/" }],
    };
    const dashboard: Dashboard = {
      uid: "twice",
      title: "Twice",
      description: "Twice the same UID.",
      tags: [],
      rows: [{ title: "Row", panels: [panel] }],
      variables: [],
      annotations: [],
      links: [],
    };
    new ContentDashboard(stack, "first", { dashboard, folder, repository: system.repository });
    new ContentDashboard(stack, "second", {
      dashboard: { ...dashboard, rows: [] },
      folder,
      repository: system.repository,
    });
    const unknown = counter("http_requests_total", ["service"], "No exporter has it");
    const perService = sum(rate(select(serverSpans.calls), minutes(5))).by("service");
    const perEndpoint = sum(rate(select(serverSpans.calls), minutes(5))).by("endpoint");
    const signal: Signal = {
      id: "broken",
      title: "Broken",
      method: "rate",
      unit: "ratio",
      series: [
        {
          metric: recorded("monitoring:unknown:rate5m", [], ""),
          expr: sum(rate(select(unknown), minutes(5))).expr,
        },
        // The types refuse it; data that comes past them must not.
        {
          metric: recorded("monitoring:join:ratio5m", [], ""),
          expr: divide(perService as never, perEndpoint as never).expr,
        },
      ],
      absentMeans: "healthy",
      normally: "",
    };
    new RecordingRules(stack, "broken", { name: "broken", description: "Broken", signals: [signal] });
    new Exporter(stack, "mute", [], folder);
    new Exporter(stack, "unlisted", [{ ...spanMetrics }], folder);
    takeOut(app, "monitoring/services/shop-api/probes");
    takeOut(app, "monitoring/platform/alerts/group");
    return app;
  }

  const outdir = emptyFolder();
  run("local", outdir);
  const before = contentsOf(outdir);
  let outcome: ReturnType<typeof synthesize>;

  beforeAll(() => {
    outcome = synthesize(
      {
        system: { ...system, services: [shopApi, shopApi, broken] },
        environments: new Map([["local", speechless]]),
        options: options("--environment", "nowhere"),
        outdir,
      },
      brokenApp,
    );
  });

  it.each([
    ["an environment that doesn't exist", "unknown-environment", /environment$/],
    ["a duplicate service name", "duplicate-service", /^shop-api\.name$/],
    ["a route with a query string", "route-has-query", /\.routes\[0\]\.path$/],
    ["an allow-list of 40 parameters", "too-many-params", /\.routes\[\]\.params$/],
    ["an objective of 100 %", "objective-out-of-range", /\.objectives\.availability$/],
    ["an objective of 0 %", "objective-out-of-range", /\.objectives\.latency\.share$/],
    ["an unknown unit", "unknown-unit", /panel parsecs\.unit$/],
    ["a metric no exporter has", "unknown-metric", /monitoring:unknown:rate5m$/],
    ["a join that cannot match", "join-cannot-match", /monitoring:join:ratio5m$/],
    ["a UID over 40 characters", "uid-too-long", /^alert shop-api-of-the-second-generation-for-everybody-errors\.id$/],
    ["two dashboards with one UID", "duplicate-uid", /^monitoring\/second\/dashboard$/],
    ["an exporter without a contract", "contract-missing", /^monitoring\/mute$/],
    ["an exporter with a contract that is not listed", "contract-missing", /^monitoring\/unlisted$/],
    ["a metric of the plan that nobody measures", "metric-not-covered", /^plan 2, /],
    ["a signal that no exporter measures", "coverage-blank", /^coverage red-shop-api\.probe-answered\.exporter$/],
    ["a resource of Terraform that is gone", "part-missing", /^monitoring\/platform\/alerts\/group$/],
    ["a contact point without address", "contact-point-unreachable", /nobody/],
  ])("%s is a finding with field, reason and remedy", (_, id, where) => {
    const found = outcome.findings.filter((finding) => finding.id === id && where.test(finding.where));
    expect(found).toHaveLength(1);
    for (const finding of found) {
      expect(finding.severity).toBe("error");
      for (const text of [finding.what, finding.why, finding.fix]) expect(text.length).toBeGreaterThan(10);
      expect(outcome.report).toContain(`error  ${id}  `);
    }
  });

  it("exits 1 and leaves the previous output as it was", () => {
    expect(outcome.exitCode).toBe(1);
    expect(outcome.report).toMatch(/\d+ errors(?: and \d+ warnings?)?\. Nothing was written; .* is as it was\.$/);
    expect(contentsOf(outdir)).toEqual(before);
  });

  it("names the file and line of a description it is about", () => {
    expect(outcome.findings.find(({ id }) => id === "duplicate-service")?.source).toMatch(/^system\/shop\.ts:\d+$/);
  });

  it("on the command line is told the same way", () => {
    const outcome = synthesize({ system, environments, options: options("--enviroment", "production"), outdir });
    expect(outcome.findings.map(({ id }) => id)).toContain("unknown-option");
    expect(outcome.exitCode).toBe(1);
  });
});

describe("the environment of a run", () => {
  it.each([
    [["--environment", "staging"], {}, "staging"],
    [["--environment=production"], { ENVIRONMENT: "staging" }, "production"],
    [[], { ENVIRONMENT: "staging" }, "staging"],
    [[], { ENVIRONMENT: "" }, "local"],
    [[], {}, "local"],
  ])("from %j and %j is the one asked for", (args, variables, expected) => {
    expect(readOptions(args, variables, "local")).toMatchObject({ environmentName: expected, findings: [] });
  });
});
