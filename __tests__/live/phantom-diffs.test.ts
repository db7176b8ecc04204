/** What Terraform itself makes of values that a provider reads back otherwise than they were written. */
import { join } from "node:path";
import { ElasticsearchIndexLifecycle } from "@cdktf/provider-elasticstack/lib/elasticsearch-index-lifecycle";
import { ElasticstackProvider } from "@cdktf/provider-elasticstack/lib/provider";
import { MuteTiming } from "@cdktf/provider-grafana/lib/mute-timing";
import { NotificationPolicy } from "@cdktf/provider-grafana/lib/notification-policy";
import { GrafanaProvider } from "@cdktf/provider-grafana/lib/provider";
import { afterAll, beforeAll, describe, expect, it, jest } from "@jest/globals";
import { App, TerraformStack } from "cdktf";
import { emptyFolder } from "../support/folder";
import type { Terraform } from "../support/terraform/terraform";
import { startTerraform } from "../support/terraform/terraform";

jest.setTimeout(60_000);

const output = emptyFolder("phantom-diffs");
const stackDirectory = (stack: string) => join(output, "stacks", stack);

let terraform: Terraform;

beforeAll(async () => {
  const app = new App({ outdir: output, skipValidation: true });
  const alerting = new TerraformStack(app, "alerting");
  new GrafanaProvider(alerting, "grafana");
  new NotificationPolicy(alerting, "policy", { contactPoint: "x", groupBy: ["alertname"], repeatInterval: "7d" });
  new MuteTiming(alerting, "winter", { name: "winter", intervals: [{ months: ["december"] }] });
  const logs = new TerraformStack(app, "logs");
  new ElasticstackProvider(logs, "elasticstack");
  new ElasticsearchIndexLifecycle(logs, "lifecycle", {
    name: "logs",
    hot: { minAge: "0ms" },
    delete: { minAge: "30D" },
  });
  app.synth();
  terraform = await startTerraform();
});

afterAll(() => terraform.stop());

describe("a value that is read back otherwise", () => {
  it("is changed again by every plan, by a provider of the older SDK; what it forgives is not", async () => {
    const stack = terraform.workspace(stackDirectory("alerting"));
    expect(await stack.init()).toMatchObject({ exitCode: 0 });
    for (const time of ["once", "and again"]) {
      expect({ time, ...(await stack.apply()) }).toMatchObject({ exitCode: 0 });
      const { stdout, changes } = await stack.plan();
      expect(changes?.map(({ address, change }) => [address, ...change.actions])).toEqual([
        ["grafana_notification_policy.policy", "update"],
      ]);
      expect(stdout).toMatch(/repeat_interval\s+= "1w" -> "7d"/);
    }
  });

  it("is refused right after apply, of a provider of the framework", async () => {
    const stack = terraform.workspace(stackDirectory("logs"));
    expect(await stack.init()).toMatchObject({ exitCode: 0 });
    const { exitCode, stderr } = await stack.apply();
    expect(exitCode).toBe(1);
    expect(stderr).toContain("Provider produced inconsistent result after apply");
    expect(stderr.replace(/[\s│]+/g, " ")).toContain(
      '.delete.min_age: was cty.StringVal("30D"), but now cty.StringVal("30d")',
    );
  });
});
