import { describe, expect, it } from "@jest/globals";
import { hasFindings, hasParts } from "../../constructs/checked";
import type { AwsAccess } from "../../environments/access";
import { production } from "../../environments/production";
import { deployedStacks, isBootstrapped, stateKey } from "../../environments/state";
import { secretVariables } from "../../environments/secrets";
import { BootstrapStack } from "../../stacks/bootstrap-stack";
import { MonitoringStack } from "../../stacks/monitoring-stack";
import { system } from "../../system";
import { resourcesOf, synthesizedStack } from "../support/synthesized";
import { testApp } from "../support/test-app";

if (!isBootstrapped(production)) throw new Error("production keeps its state in S3");
const environment = production;

const built = (aws: Partial<AwsAccess> = {}) =>
  new BootstrapStack(testApp(), "bootstrap", {
    environment: { ...environment, aws: { ...environment.aws, ...aws } },
    system,
  });
const stack = built();
const synthesized = synthesizedStack(stack);

const only = (type: string) => {
  const [[, resource] = ["", {}], ...others] = resourcesOf(synthesized, type);
  expect(others).toEqual([]);
  return resource;
};

describe("the stack bootstrap", () => {
  it("has nothing against itself, and counts all that it makes as parts of something", () => {
    const constructs = stack.node.findAll();
    expect(constructs.flatMap((each) => (hasFindings(each) ? each.findings() : []))).toEqual([]);
    const parts = new Set(constructs.flatMap((each) => (hasParts(each) ? each.parts() : [])));
    const made = Object.values(synthesized.resource).flatMap((all) => Object.keys(all));
    expect(parts.size).toBe(made.length);
  });

  it("makes a bucket and a key that no plan removes; what is in the bucket is encrypted with that key", () => {
    const kept = { lifecycle: { prevent_destroy: true } };
    expect(only("aws_s3_bucket")).toMatchObject({ bucket: "example-shop-production-monitoring-state", ...kept });
    expect(only("aws_kms_key")).toMatchObject({ enable_key_rotation: true, deletion_window_in_days: 30, ...kept });
    expect(only("aws_kms_alias")).toMatchObject({ name: "alias/shop-production-monitoring-state" });
    const byDefault = { kms_master_key_id: "${aws_kms_key.terraform-state.arn}", sse_algorithm: "aws:kms" };
    expect(only("aws_s3_bucket_server_side_encryption_configuration")).toMatchObject({
      rule: [{ apply_server_side_encryption_by_default: byDefault }],
    });
  });

  it("keeps old states for 90 days, and plans for a week", () => {
    expect(only("aws_s3_bucket_versioning")).toMatchObject({ versioning_configuration: { status: "Enabled" } });
    expect(only("aws_s3_bucket_lifecycle_configuration").rule).toMatchObject([
      { filter: [{ prefix: "" }], noncurrent_version_expiration: [{ noncurrent_days: 90 }] },
      {
        filter: [{ prefix: "plans/" }],
        expiration: [{ days: 7 }],
        noncurrent_version_expiration: [{ noncurrent_days: 1 }],
      },
    ]);
    const [states] = only("aws_s3_bucket_lifecycle_configuration").rule as { expiration: unknown }[];
    expect(states?.expiration).toEqual([{ expired_object_delete_marker: true }]);
  });

  it("makes the key after the roles that it names: KMS refuses names of nobody", () => {
    expect(only("aws_kms_key").depends_on).toEqual(
      expect.arrayContaining(["aws_iam_role.plan", "aws_iam_role.drift", "aws_iam_role.deploy"]),
    );
  });

  it("makes GitHub known, unless the account knows it already", () => {
    expect(only("aws_iam_openid_connect_provider")).toMatchObject({
      url: "https://token.actions.githubusercontent.com",
      client_id_list: ["sts.amazonaws.com"],
    });
    const there = synthesizedStack(built({ knowsGithub: true }));
    expect(resourcesOf(there, "aws_iam_openid_connect_provider")).toEqual([]);
  });

  it("keeps its own state where the pipeline has no right to it", () => {
    expect(deployedStacks.map(stateKey)).not.toContain(stateKey("bootstrap"));
    expect(JSON.stringify(synthesized.resource)).not.toContain(stateKey("bootstrap"));
  });
});

describe("the secret variables of an environment", () => {
  it("are those that the stack monitoring declares", () => {
    const monitoring = new MonitoringStack(testApp(), "monitoring", { environment, system });
    const { variable } = synthesizedStack(monitoring) as unknown as { variable: Readonly<Record<string, unknown>> };
    expect(Object.keys(variable).sort()).toEqual(secretVariables(environment));
  });
});
