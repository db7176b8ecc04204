/** Every policy that is synthesized, wherever it stands: what a reviewer would look for in each, looked for in all. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "@jest/globals";
import { TerraformStack } from "cdktf";
import { PipelineRoles } from "../../constructs/pipeline-roles";
import { environments } from "../../environments";
import { production } from "../../environments/production";
import { boundaryArn } from "../../environments/roles";
import { isBootstrapped } from "../../environments/state";
import type { PolicyDocument, Statement } from "../../exporters/iam-policy";
import { allOrNothing, allow, policy } from "../../exporters/iam-policy";
import { boundary } from "../../iam/boundary";
import { checkLength } from "../../iam/check";
import { pipelinePolicies } from "../../iam/pipeline";
import { buildApp } from "../../synthesis/app";
import { documentsOf } from "../../synthesis/documents";
import { system } from "../../system";
import { allows } from "../support/iam";
import { asTerraformReads } from "../support/synthesized";
import { testApp } from "../support/test-app";

interface Found {
  /** `aws_iam_role_policy.deploy` */
  readonly where: string;
  readonly type: string;
  readonly statement: Statement;
}

interface Document {
  readonly resource: Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, unknown>>>>>>;
}

const documents = new Map(
  [...environments].map(([name, environment]) => [
    name,
    documentsOf(buildApp({ system, environment })) as unknown as readonly Document[],
  ]),
);

const resourcesOf = (name: string) =>
  (documents.get(name) ?? []).flatMap(({ resource }) =>
    Object.entries(resource).flatMap(([type, all]) =>
      Object.entries(all).map(([id, attributes]) => ({ type, where: `${type}.${id}`, attributes })),
    ),
  );

const policyIn = (text: unknown): PolicyDocument => JSON.parse(asTerraformReads(String(text))) as PolicyDocument;

const statementsOf = (name: string): Found[] =>
  resourcesOf(name).flatMap(({ type, where, attributes }) =>
    ["policy", "assume_role_policy"]
      .filter((key) => type.startsWith("aws_") && key in attributes)
      .flatMap((key) => policyIn(attributes[key]).Statement)
      .map((statement) => ({ where, type, statement })),
  );

const inAws = [...environments].filter(([, environment]) => environment.aws).map(([name]) => name);

describe.each(inAws)("the policies of %s", (name) => {
  const found = statementsOf(name);
  const allowing = found.filter(({ statement }) => statement.Effect === "Allow");

  it("are there to be looked at", () => {
    expect(new Set(found.map(({ type }) => type))).toEqual(
      new Set(["aws_iam_role", "aws_iam_role_policy", "aws_iam_policy", "aws_kms_key", "aws_s3_bucket_policy"]),
    );
  });

  it("allow no action by a pattern", () => {
    for (const { where, statement } of allowing)
      expect([where, [statement.Action].flat().filter((action) => /[*?]/.test(action))]).toEqual([where, []]);
  });

  it("allow everybody nothing", () => {
    for (const { where, statement } of allowing)
      expect([where, JSON.stringify(statement.Principal ?? "")]).toEqual([where, expect.not.stringContaining('"*"')]);
  });

  it("deny by a pattern only what comes without TLS", () => {
    const denying = found.filter(({ statement }) => statement.Effect === "Deny");
    for (const { type, statement } of denying) {
      expect(type).toBe("aws_s3_bucket_policy");
      expect(statement).toMatchObject({ Action: "s3:*", Condition: { Bool: { "aws:SecureTransport": "false" } } });
    }
    expect(denying.length).toBe(2);
  });

  it("mean all resources only where AWS knows no other answer, or where it means the key itself", () => {
    const everything = allowing.filter(({ statement }) => [statement.Resource ?? []].flat().includes("*"));
    for (const { where, type, statement } of everything) {
      if (type === "aws_kms_key") continue;
      const narrowable = [statement.Action].flat().filter((action) => !allOrNothing.includes(action as never));
      expect([where, narrowable]).toEqual([where, []]);
    }
    expect(everything.length).toBeGreaterThan(0);
  });

  it("trust tokens only for one audience and one subject, and at most one branch, to the letter", () => {
    const trusting = found.filter(({ statement }) => [statement.Action].flat().some((each) => each.startsWith("sts:")));
    for (const { where, statement } of trusting) {
      const claims = Object.entries(statement.Condition?.StringEquals ?? {});
      expect([
        where,
        Object.keys(statement.Condition ?? {}),
        claims.map(([claim]) => claim.replace(/^.*:/, "")).filter((claim) => claim !== "ref"),
      ]).toEqual([where, ["StringEquals"], ["aud", "sub"]]);
      for (const [, value] of claims) expect(value).not.toMatch(/[*?]/);
    }
    expect(trusting.length).toBeGreaterThan(4);
  });
});

describe.each(inAws)("the roles that deployments of %s make", (name) => {
  const environment = environments.get(name);
  if (!environment || !isBootstrapped(environment)) throw new Error(`${name} has a bootstrap`);
  const roles = resourcesOf(name).filter(
    ({ type, attributes }) => type === "aws_iam_role" && String(attributes.path).startsWith("/monitoring/"),
  );
  const names = new Set(roles.map(({ where }) => where.replace(/^.*\./, "")));

  it("are all but those of the bootstrap, stand below one path, and within the boundary", () => {
    expect(names).toEqual(
      new Set(["log-shop-db-cloudwatch", "logs-elasticsearch", "use-shop-db-cloudwatch", "use-shop-media"]),
    );
    for (const { attributes } of roles)
      expect(attributes).toMatchObject({
        path: `/monitoring/${environment.cluster}/`,
        permissions_boundary: boundaryArn(environment, environment.aws),
      });
  });

  it("lose nothing by the boundary: it has all that their policies ask for", () => {
    const asked = statementsOf(name).filter(
      ({ type, where }) => type === "aws_iam_role_policy" && names.has(where.replace(/^.*\./, "")),
    );
    for (const { where, statement } of asked)
      for (const action of [statement.Action].flat())
        for (const resource of [statement.Resource ?? []].flat())
          expect([where, action, allows(boundary(environment), { action, resource })]).toEqual([where, action, true]);
    expect(asked.length).toBeGreaterThanOrEqual(names.size);
  });
});

describe("docs/aws.md", () => {
  const page = readFileSync(join(__dirname, "..", "..", "docs", "aws.md"), "utf8");

  it("has the rights of whoever deploys as they are", () => {
    if (!isBootstrapped(production)) throw new Error("production has a bootstrap");
    const [, json = ""] = /## Rights: whoever deploys[^]*?```json\n([^]*?)```/.exec(page) ?? [];
    expect(JSON.parse(json)).toEqual(pipelinePolicies.deploy(production));
  });
});

describe("a policy that AWS would not take", () => {
  it("is told before it is made: one that has outgrown a role, and a name that is too long", () => {
    if (!isBootstrapped(production)) throw new Error("production has a bootstrap");
    const environment = { ...production, cluster: "shop-production".repeat(20) };
    const stack = new TerraformStack(testApp(), "bootstrap");
    const ids = new PipelineRoles(stack, "pipeline", {
      environment,
      system: { repository: "https://gitlab.com/example/monitoring", repositoryIds: { owner: 0, repository: 7 } },
    })
      .findings()
      .map(({ id, where }) => `${id} ${where}`);
    expect(ids).toEqual(
      expect.arrayContaining([
        "repository-id bootstrap/pipeline.repositoryIds",
        "repository-not-on-github bootstrap/pipeline.repository",
        "role-name bootstrap/pipeline/deploy.name",
      ]),
    );
    const long = policy(
      ...(Array.from({ length: 99 }, () => allow(["s3:GetObject"], "arn:".repeat(30))) as [Statement]),
    );
    expect(checkLength("a.policy", long, "inRole")).toMatchObject([{ id: "policy-too-long", where: "a.policy" }]);
    expect(checkLength("a.policy", pipelinePolicies.deploy(production), "inRole")).toEqual([]);
  });
});
