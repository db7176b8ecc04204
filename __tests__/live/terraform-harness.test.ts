import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ElasticsearchIngestPipeline } from "@cdktf/provider-elasticstack/lib/elasticsearch-ingest-pipeline";
import { KibanaDataView } from "@cdktf/provider-elasticstack/lib/kibana-data-view";
import { ElasticstackProvider } from "@cdktf/provider-elasticstack/lib/provider";
import { ContactPoint } from "@cdktf/provider-grafana/lib/contact-point";
import { Dashboard } from "@cdktf/provider-grafana/lib/dashboard";
import { Folder } from "@cdktf/provider-grafana/lib/folder";
import { MuteTiming } from "@cdktf/provider-grafana/lib/mute-timing";
import { NotificationPolicy } from "@cdktf/provider-grafana/lib/notification-policy";
import { GrafanaProvider } from "@cdktf/provider-grafana/lib/provider";
import { RuleGroup } from "@cdktf/provider-grafana/lib/rule-group";
import { HelmProvider } from "@cdktf/provider-helm/lib/provider";
import { Release } from "@cdktf/provider-helm/lib/release";
import { afterAll, beforeAll, describe, expect, it, jest } from "@jest/globals";
import { App, TerraformStack, TerraformVariable } from "cdktf";
import { providers } from "../../versions";
import type { Run } from "../../engines/command";
import { emptyFolder } from "../support/folder";
import type { Terraform } from "../support/terraform/terraform";
import { startTerraform } from "../support/terraform/terraform";
import type { Plan, Resource, Workspace } from "../support/terraform/workspace";

jest.setTimeout(120_000);

const output = emptyFolder("harness");
const stackDirectory = (stack: string) => join(output, "stacks", stack);

const idOf = (sentence: string) => sentence.replace(/[^a-z]+/g, "-");

const succeeded = { exitCode: 0, stderr: "" };
const secrets = { webhook_token: "hush-webhook", registry_token: "hush-registry" };
// Its keys are in order, as the provider has them in the state.
const dashboardJson = JSON.stringify({ templating: "${datasource} %{host} {{ $labels.x }}", title: "Überblick 📈" });
const escaped = (text: string) => text.replace(/[$%](?=\{)/g, "$&$&");

let terraform: Terraform;

beforeAll(async () => {
  const app = new App({ outdir: output, skipValidation: true });
  monitoring(new TerraformStack(app, "monitoring"));
  for (const [mistake, { build }] of Object.entries(mistakes)) {
    const stack = new TerraformStack(app, idOf(mistake));
    new GrafanaProvider(stack, "grafana");
    build(stack);
  }
  new HelmProvider(new TerraformStack(app, "other-version"), "helm");
  app.synth();
  terraform = await startTerraform();
});

afterAll(() => terraform.stop());

function monitoring(stack: TerraformStack): void {
  const secret = (name: keyof typeof secrets) =>
    new TerraformVariable(stack, name, { type: "string", sensitive: true });
  new HelmProvider(stack, "helm");
  stack.addOverride("terraform.required_providers.helm.version", providers.helm);
  new GrafanaProvider(stack, "grafana", { url: "http://grafana.invalid", auth: "anonymous" });
  new ElasticstackProvider(stack, "elasticstack", { kibana: [{ endpoints: ["http://kibana.invalid"] }] });

  new Release(stack, "prometheus", {
    name: "prometheus",
    chart: "kube-prometheus-stack",
    values: ["retention: 15d\n"],
    setWo: [{ name: "token", value: secret("registry_token").stringValue }],
    setWoRevision: 1,
  });

  const folder = new Folder(stack, "folder", { title: "Shop" });
  const child = new Folder(stack, "child", { title: "Checkout", parentFolderUid: folder.uid });
  new Dashboard(stack, "dashboard", {
    folder: child.uid,
    message: `In ${child.uid}`,
    configJson: escaped(dashboardJson),
  });
  const contactPoint = new ContactPoint(stack, "on-call", {
    name: "on-call",
    email: [{ addresses: ["shop@example.org"] }],
    // Elements of a set with a block inside, whose computed attributes Terraform itself can't match with the state.
    webhook: [
      { url: "http://first.invalid", authorizationCredentials: secret("webhook_token").stringValue },
      { url: "http://second.invalid", authorizationCredentials: "hush-literal", hmacConfig: { secret: "hush-hmac" } },
    ],
  });
  const nights = new MuteTiming(stack, "nights", {
    name: "nights",
    intervals: [{ weekdays: ["monday:friday"], times: [{ start: "22:00", end: "24:00" }] }],
  });
  new NotificationPolicy(stack, "policy", {
    contactPoint: contactPoint.name,
    groupBy: ["alertname"],
    policy: [
      {
        contactPoint: contactPoint.name,
        matcher: [
          { label: "severity", match: "=", value: "page" },
          { label: "team", match: "=~", value: "shop|crm" },
        ],
        policy: [{ muteTimings: [nights.name], matcher: [{ label: "service", match: "=", value: "mes-api" }] }],
      },
    ],
  });
  new RuleGroup(stack, "rules", {
    name: "shop-api",
    folderUid: folder.uid,
    intervalSeconds: 60,
    rule: [rule("errors"), { ...rule("duration"), notificationSettings: { contactPoint: contactPoint.name } }],
  });

  new ElasticsearchIngestPipeline(stack, "pipeline", {
    name: "shop-api",
    processors: [escaped(JSON.stringify({ grok: { field: "message", patterns: ["%{IP:client.ip}"] } }))],
  });
  new KibanaDataView(stack, "data-view", {
    dataView: {
      title: "logs-shop-*",
      timeFieldName: "@timestamp",
      fieldFormats: { bytes: { id: "bytes", params: { pattern: "0,0.[0]b" } } },
      runtimeFieldMap: { hour: { type: "long", scriptSource: "emit(0)" } },
    },
  });
}

const rule = (name: string) => ({
  name,
  condition: "B",
  for: "5m",
  labels: { severity: "page" },
  data: ["A", "B"].map((refId) => ({
    refId,
    datasourceUid: "prometheus",
    relativeTimeRange: { from: 600, to: 0 },
    model: JSON.stringify({ refId, expr: "vector(1)" }),
  })),
});

const group = { name: "group", folderUid: "shop", intervalSeconds: 60 };

const mistakes: Readonly<Record<string, { build: (stack: TerraformStack) => void; refusal: RegExp }>> = {
  "an attribute that doesn't exist": {
    build: (stack) => new Folder(stack, "x", { title: "x" }).addOverride("colour", "red"),
    refusal: /No argument or block type is named "colour"/,
  },
  "a value of the wrong type": {
    build: (stack) =>
      new RuleGroup(stack, "x", { ...group, rule: [rule("x")] }).addOverride("interval_seconds", "soon"),
    refusal: /"interval_seconds": a number is required/,
  },
  "a block too few": {
    build: (stack) => new RuleGroup(stack, "x", { ...group, rule: [] }),
    refusal: /At least 1 "rule" blocks are required/,
  },
  "a reference to what isn't declared": {
    build: (stack) => new Folder(stack, "x", { title: "${grafana_folder.absent.title}" }),
    refusal: /"absent" has not been declared/,
  },
  "a dashboard's variable that wasn't escaped": {
    build: (stack) => new Dashboard(stack, "x", { configJson: '{"datasource":"${datasource}"}' }),
    refusal: /Invalid reference/,
  },
};

describe("a stack under the stub providers", () => {
  let stack: Workspace;
  let first: Plan;
  let applied: Run;
  let resources: readonly Resource[];

  beforeAll(async () => {
    stack = terraform.workspace(stackDirectory("monitoring"), secrets);
    expect(await stack.init()).toMatchObject(succeeded);
    expect(await stack.validate()).toMatchObject({ ...succeeded, valid: true, diagnostics: [] });
    first = await stack.plan();
    applied = await stack.apply();
    expect(applied).toMatchObject(succeeded);
    resources = await stack.state();
  });

  const values = (address: string) => resources.find((resource) => resource.address === address)?.values;

  it("plans to create every resource", () => {
    expect(first).toMatchObject({ exitCode: 2, stderr: "" });
    expect(first.changes?.map(({ address, change }) => [address, ...change.actions])).toEqual(
      [
        "elasticstack_elasticsearch_ingest_pipeline.pipeline",
        "elasticstack_kibana_data_view.data-view",
        "grafana_contact_point.on-call",
        "grafana_dashboard.dashboard",
        "grafana_folder.child",
        "grafana_folder.folder",
        "grafana_mute_timing.nights",
        "grafana_notification_policy.policy",
        "grafana_rule_group.rules",
        "helm_release.prometheus",
      ].map((address) => [address, "create"]),
    );
  });

  it("leaves what nobody set to the provider: unknown in the plan, filled in once applied", () => {
    const folder = first.changes?.find(({ address }) => address === "grafana_folder.folder");
    expect(folder?.change.after_unknown).toEqual({ id: true, uid: true, url: true });
    expect(values("grafana_folder.folder")).toMatchObject({ uid: expect.stringMatching(/^uid-[0-9a-f]{8}$/) });
    expect(values("grafana_folder.child")).toMatchObject({
      parent_folder_uid: values("grafana_folder.folder")?.uid,
      uid: expect.not.stringMatching(String(values("grafana_folder.folder")?.uid)),
    });
  });

  it("has nothing left to do after apply", async () => {
    expect(await stack.plan()).toMatchObject({ ...succeeded, changes: [] });
  });

  it("applies texts byte for byte", () => {
    expect(values("grafana_dashboard.dashboard")).toHaveProperty("config_json", dashboardJson);
    expect(values("elasticstack_elasticsearch_ingest_pipeline.pipeline")).toHaveProperty("processors", [
      '{"grok":{"field":"message","patterns":["%{IP:client.ip}"]}}',
    ]);
  });

  it("keeps the blocks that are sets, with all that is nested in them", () => {
    const { email, webhook } = values("grafana_contact_point.on-call") ?? {};
    expect(email).toMatchObject([{ addresses: ["shop@example.org"] }]);
    expect(webhook).toHaveLength(2);
    expect(webhook).toContainEqual(
      expect.objectContaining({
        url: "http://second.invalid",
        hmac_config: [expect.objectContaining({ secret: "hush-hmac" })],
      }),
    );
    expect(values("grafana_notification_policy.policy")).toMatchObject({
      policy: [{ matcher: [{ label: "severity" }, { label: "team" }], policy: [{ matcher: [{ value: "mes-api" }] }] }],
    });
  });

  it("prints neither sensitive variables nor sensitive attributes, and marks them in the state", () => {
    for (const { stdout } of [first, applied]) {
      expect(stdout).toContain("grafana_contact_point.on-call");
      expect(stdout).not.toContain("hush-");
    }
    const contactPoint = resources.find(({ address }) => address === "grafana_contact_point.on-call");
    // Of a set Terraform marks the whole.
    expect(contactPoint?.sensitive_values).toMatchObject({ email: true, webhook: true });
  });

  it("forgets write-only values", () => {
    expect(values("helm_release.prometheus")).toMatchObject({ set_wo: null, set_wo_revision: 1 });
    expect(JSON.stringify(resources)).not.toContain(secrets.registry_token);
  });

  it("changes what is configured differently and nothing else", async () => {
    const file = join(stack.directory, "cdk.tf.json");
    writeFileSync(file, readFileSync(file, "utf8").replace("http://first.invalid", "http://other.invalid"));
    const { changes } = await stack.plan();
    expect(changes?.map(({ address, change }) => [address, ...change.actions])).toEqual([
      ["grafana_contact_point.on-call", "update"],
    ]);
    expect(await stack.apply()).toMatchObject(succeeded);
    expect(await stack.plan()).toMatchObject({ ...succeeded, changes: [] });
  });
});

describe("validate", () => {
  it.each(Object.entries(mistakes))("refuses %s", async (mistake, { refusal }) => {
    const stack = terraform.workspace(stackDirectory(idOf(mistake)));
    expect(await stack.init()).toMatchObject(succeeded);
    const { valid, diagnostics } = await stack.validate();
    expect(valid).toBe(false);
    expect(diagnostics.map(({ summary, detail }) => `${summary}: ${detail ?? ""}`)).toEqual([
      expect.stringMatching(refusal),
    ]);
  });
});

describe("init", () => {
  it("installs a provider in the version of versions.ts only", async () => {
    const { exitCode, stderr } = await terraform.workspace(stackDirectory("other-version")).init();
    expect(exitCode).toBe(1);
    expect(stderr).toContain("Failed to query available provider packages");
  });
});

describe("cdktf", () => {
  it("deploys the app and finds nothing left to deploy", async () => {
    const app = terraform.app(output, secrets);
    expect(await app.deploy("monitoring")).toMatchObject({ exitCode: 0 });
    const diff = await app.diff("monitoring");
    expect(diff).toMatchObject({ exitCode: 0 });
    expect(diff.stdout).toContain("No changes. Your infrastructure matches the configuration.");
  });
});
