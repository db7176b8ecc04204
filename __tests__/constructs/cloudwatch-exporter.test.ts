import { describe, expect, it } from "@jest/globals";
import { TerraformStack, Testing } from "cdktf";
import { parse } from "yaml";
import type { CloudWatchExporterValues } from "../../constructs/chart-values/yet-another-cloudwatch-exporter";
import { CloudWatchExporter } from "../../constructs/cloudwatch-exporter";
import { ServiceAccountRole } from "../../constructs/service-account-role";
import type { Environment } from "../../environments/environment";
import { staging } from "../../environments/staging";
import { s3Job } from "../../exporters/s3";
import type { PolicyDocument } from "../../exporters/iam-policy";
import { shopMedia } from "../../system/shop";
import { providers } from "../../versions";
import { readStack, resourcesOf, valuesOf } from "../support/synthesized";
import { testApp } from "../support/test-app";
import { resourceIn } from "../support/use-slices";

function synthesize(names: readonly string[], environment: Environment = staging) {
  const stack = new TerraformStack(testApp(), "monitoring");
  const exporters = names.map(
    (name) => new CloudWatchExporter(stack, name, { name, environment, job: { ...s3Job(shopMedia), tagged: name } }),
  );
  const json = Testing.synth(stack);
  const [role] = exporters
    .flatMap((exporter) => exporter.node.findAll())
    .filter((each) => each instanceof ServiceAccountRole);
  return { json, stack: readStack(json), exporters, findings: role?.findings() ?? [] };
}

const two = synthesize(["use-one", "use-two"]);
const releaseOf = (name: string) => resourceIn(two.stack, "helm_release", name);
const roleOf = (name: string) => resourceIn(two.stack, "aws_iam_role", name);

describe("CloudWatch exporters", () => {
  it("share the stack's one way to AWS: the region and the account, and no credentials", () => {
    const { provider, terraform } = JSON.parse(two.json) as {
      provider: { aws: unknown[] };
      terraform: { required_providers: { aws: unknown } };
    };
    expect(provider.aws).toEqual([{ region: "eu-central-1", allowed_account_ids: ["111111111111"] }]);
    expect(terraform.required_providers.aws).toEqual({ source: "aws", version: providers.aws });
  });

  it("have a role each, which their own service account takes, and come after it", () => {
    for (const name of ["use-one", "use-two"]) {
      const roleName = `shop-staging-${name}`;
      expect(roleOf(name).name).toBe(roleName);
      const { Statement } = JSON.parse(roleOf(name).assume_role_policy as string) as PolicyDocument;
      expect(Object.values(Statement[0]?.Condition?.StringEquals ?? {})).toContain(
        `system:serviceaccount:monitoring:${name}`,
      );
      expect(valuesOf(releaseOf(name))).toMatchObject({
        serviceAccount: {
          annotations: {
            "eks.amazonaws.com/role-arn": `arn:aws:iam::111111111111:role/monitoring/shop-staging/${roleName}`,
          },
        },
      });
      expect(releaseOf(name).depends_on).toEqual([`aws_iam_role.${name}`, `aws_iam_role_policy.${name}`]);
    }
  });

  it("say what they measure, and where", () => {
    expect(two.exporters.map((exporter) => [exporter.target, exporter.exports().map(({ of }) => of)])).toEqual([
      [{ job: "use-one", port: "http" }, [["use-one"]]],
      [{ job: "use-two", port: "http" }, [["use-two"]]],
    ]);
  });

  it("find a resource by its name, whatever Terraform, Helm and regular expressions make of it", () => {
    const hostile = "${a}%{b}{{ .Values }}^.*$";
    const { stack } = synthesize([hostile]);
    const [release] = resourcesOf(stack, "helm_release");
    const { config } = valuesOf(release?.[1] ?? {}) as CloudWatchExporterValues;
    const throughHelm = config.replaceAll("{{`{{`}}", "{{");
    const { discovery } = parse(throughHelm) as { discovery: { jobs: { searchTags: { value: string }[] }[] } };
    const pattern = new RegExp(discovery.jobs[0]?.searchTags[0]?.value ?? "");
    expect(pattern.test(hostile)).toBe(true);
    expect(pattern.test("anything")).toBe(false);
  });

  it("are told when AWS would refuse the name of their role", () => {
    expect(two.findings).toEqual([]);
    const long = { ...staging, cluster: "shop-".repeat(13) };
    expect(synthesize(["use-one"], long).findings).toMatchObject([
      { id: "role-name", where: "monitoring/use-one/role.name" },
    ]);
  });
});
