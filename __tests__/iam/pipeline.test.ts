import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "@jest/globals";
import { production } from "../../environments/production";
import type { PipelineRole } from "../../environments/roles";
import { boundaryArn, pipelineRoles, roleArn } from "../../environments/roles";
import { isBootstrapped } from "../../environments/state";
import { boundary } from "../../iam/boundary";
import { githubRepository, githubTrust } from "../../iam/github";
import { pipelinePolicies } from "../../iam/pipeline";
import { stateKeyPolicy } from "../../iam/state-key";
import type { Request } from "../support/iam";
import { allows, policyText } from "../support/iam";

if (!isBootstrapped(production)) throw new Error("production keeps its state in S3");
const environment = production;

const account = environment.aws.accountId;
const state = `arn:aws:s3:::${environment.backend.bucket}`;
const madeRole = `arn:aws:iam::${account}:role/monitoring/shop-production/shop-production-use-shop-db`;
const within = { "iam:PermissionsBoundary": boundaryArn(environment, environment.aws) };
const secret = (name: string) =>
  `arn:aws:secretsmanager:eu-central-1:${account}:secret:monitoring/production/${name}-AbC123`;

const may = (role: PipelineRole, action: string, resource: string, context: Request["context"] = {}) =>
  allows(pipelinePolicies[role](environment), { action, resource, context });

describe("the role that pull requests take", () => {
  it("is opened by pull requests of this repository, and by no other run", () => {
    expect(githubTrust(environment, "example/monitoring", "plan").Statement[0]?.Condition).toEqual({
      StringEquals: {
        "token.actions.githubusercontent.com:aud": "sts.amazonaws.com",
        "token.actions.githubusercontent.com:sub": "repo:example/monitoring:pull_request",
      },
    });
  });

  it("reads and does nothing else, whatever a branch has its jobs do", () => {
    const { Statement } = pipelinePolicies.plan(environment);
    const actions = Statement.flatMap(({ Action }) => Action);
    expect(actions.filter((action) => !/^[a-z0-9]+:(Get|List)/.test(action))).toEqual([]);
  });

  it("asks no server what there is, AWS neither", () => {
    const bucket = `arn:aws:s3:::${environment.elk.snapshots?.bucket}`;
    expect(may("drift", "iam:GetRole", madeRole)).toBe(true);
    expect(may("plan", "iam:GetRole", madeRole)).toBe(false);
    expect(may("drift", "s3:GetBucketPolicy", bucket)).toBe(true);
    expect(may("plan", "s3:GetBucketPolicy", bucket)).toBe(false);
  });

  it("knows what stands in the state anyway, and nothing with which one signs in", () => {
    expect(may("plan", "s3:GetObject", `${state}/monitoring.tfstate`)).toBe(true);
    expect(may("plan", "secretsmanager:GetSecretValue", secret("slack_token"))).toBe(true);
    expect(may("plan", "secretsmanager:GetSecretValue", secret("grafana_auth"))).toBe(false);
    expect(may("plan", "secretsmanager:GetSecretValue", secret("elasticsearch_password"))).toBe(false);
    expect(may("plan", "s3:GetObject", `${state}/plans/1/monitoring`)).toBe(false);
  });
});

describe("the role that the main branch takes", () => {
  it("looks at everything, keeps plans, and can neither change a state nor hold its lock", () => {
    expect(may("drift", "secretsmanager:GetSecretValue", secret("grafana_auth"))).toBe(true);
    expect(may("drift", "s3:PutObject", `${state}/plans/1/monitoring`)).toBe(true);
    expect(may("drift", "s3:GetObject", `${state}/plans/1/monitoring`)).toBe(false);
    expect(may("drift", "s3:PutObject", `${state}/monitoring.tfstate`)).toBe(false);
    expect(may("drift", "s3:PutObject", `${state}/monitoring.tfstate.tflock`)).toBe(false);
    expect(may("drift", "iam:PutRolePolicy", madeRole, within)).toBe(false);
  });
});

describe("the role that deploys", () => {
  it("is opened by jobs of the environment on the main branch, and by no branch that names the environment", () => {
    expect(
      githubTrust(environment, "example/monitoring", "deploy").Statement[0]?.Condition?.StringEquals,
    ).toMatchObject({
      "token.actions.githubusercontent.com:ref": "refs/heads/main",
      "token.actions.githubusercontent.com:sub": "repo:example/monitoring:environment:production",
    });
  });

  it("takes plans as they were saved, and asks for no secret: what was planned has them", () => {
    expect(may("deploy", "s3:GetObject", `${state}/plans/1/monitoring.plan`)).toBe(true);
    expect(may("deploy", "s3:PutObject", `${state}/plans/1/monitoring.plan`)).toBe(false);
    expect(may("deploy", "secretsmanager:GetSecretValue", secret("grafana_auth"))).toBe(false);
  });

  it("writes states under their locks, and never deletes one", () => {
    expect(may("deploy", "s3:PutObject", `${state}/platform.tfstate`)).toBe(true);
    expect(may("deploy", "s3:PutObject", `${state}/platform.tfstate.tflock`)).toBe(true);
    expect(may("deploy", "s3:DeleteObject", `${state}/platform.tfstate.tflock`)).toBe(true);
    expect(may("deploy", "s3:DeleteObject", `${state}/platform.tfstate`)).toBe(false);
    expect(may("deploy", "s3:DeleteObjectVersion", `${state}/platform.tfstate`)).toBe(false);
  });

  it("makes roles, within their boundary and not without", () => {
    for (const action of ["iam:CreateRole", "iam:PutRolePolicy", "iam:PutRolePermissionsBoundary"]) {
      expect(may("deploy", action, madeRole, within)).toBe(true);
      expect(may("deploy", action, madeRole)).toBe(false);
      expect(may("deploy", action, madeRole, { "iam:PermissionsBoundary": "arn:aws:iam::aws:policy/Any" })).toBe(false);
    }
    expect(may("deploy", "iam:DeleteRolePermissionsBoundary", madeRole, within)).toBe(false);
    expect(may("deploy", "iam:AttachRolePolicy", madeRole, within)).toBe(false);
  });

  it("cannot give itself, or another role of the pipeline, anything", () => {
    for (const role of pipelineRoles)
      for (const action of ["iam:PutRolePolicy", "iam:UpdateAssumeRolePolicy", "iam:PutRolePermissionsBoundary"])
        expect(may("deploy", action, roleArn(environment, environment.aws, role), within)).toBe(false);
    expect(may("deploy", "iam:CreatePolicyVersion", boundaryArn(environment, environment.aws))).toBe(false);
    expect(may("deploy", "s3:PutObject", `${state}/bootstrap.tfstate`)).toBe(false);
    expect(may("deploy", "s3:PutBucketPolicy", state)).toBe(false);
  });

  it("makes nobody who could read a secret, or the state", () => {
    const most = boundary(environment);
    expect(allows(most, { action: "secretsmanager:GetSecretValue", resource: secret("slack_token") })).toBe(false);
    expect(allows(most, { action: "s3:GetObject", resource: `${state}/monitoring.tfstate` })).toBe(false);
    expect(allows(most, { action: "iam:PutRolePolicy", resource: madeRole })).toBe(false);
  });
});

describe("each role of the pipeline", () => {
  it.each(pipelineRoles)("%s may this, and no more", (role) => {
    expect(policyText(pipelinePolicies[role](environment))).toMatchSnapshot();
  });
});

describe("the key of the state", () => {
  const key = stateKeyPolicy(environment);
  const throughS3 = { "kms:ViaService": "s3.eu-central-1.amazonaws.com" };

  it("is used through S3 and by no other way", () => {
    const decrypt = { action: "kms:Decrypt", resource: "the key" };
    expect(allows(key, { ...decrypt, context: throughS3 })).toBe(true);
    expect(allows(key, decrypt)).toBe(false);
  });

  it("encrypts for those who write, and for pull requests only decrypts", () => {
    const principals = (action: string) =>
      key.Statement.filter(({ Action }) => Action.includes(action as never)).flatMap(({ Principal }) =>
        typeof Principal === "object" && "AWS" in Principal ? Principal.AWS : [],
      );
    expect(principals("kms:GenerateDataKey")).not.toContain(roleArn(environment, environment.aws, "plan"));
    expect(principals("kms:Decrypt")).toEqual(
      expect.arrayContaining(pipelineRoles.map((role) => roleArn(environment, environment.aws, role))),
    );
  });

  it("can always be administered by the account, whatever becomes of the roles", () => {
    expect(allows(key, { action: "kms:PutKeyPolicy", resource: "the key" })).toBe(true);
  });
});

describe("a repository", () => {
  it.each([
    ["https://github.com/example/monitoring", "example/monitoring"],
    ["https://github.com/example/monitoring.code", "example/monitoring.code"],
    ["https://github.com/example", undefined],
    ["https://github.com/example/monitoring/tree/main", undefined],
    ["https://gitlab.com/example/monitoring", undefined],
    ["https://github.com.example.com/example/monitoring", undefined],
    ["https://github.com/*/monitoring", undefined],
  ])("of %s is %s on GitHub", (address, repository) => {
    expect(githubRepository(address)).toBe(repository);
  });

  it("that is younger has its numbers in GitHub's tokens: the name alone would fit nobody", () => {
    const ids = { owner: 123456, repository: 456789 };
    expect(githubRepository("https://github.com/example/monitoring", ids)).toBe("example@123456/monitoring@456789");
  });
});

describe("the workflows", () => {
  const folder = join(__dirname, "..", "..", ".github", "workflows");
  const taken = readdirSync(folder).flatMap((file) =>
    Array.from(readFileSync(join(folder, file), "utf8").matchAll(/role-to-assume: *(.+)/g), ([, role = ""]) => ({
      file,
      role: role.replace(/^.*-monitoring-/, ""),
    })),
  );

  it("take the roles that there are, and where a pull request decides what is run, no other than `plan`", () => {
    expect(new Set(taken.map(({ role }) => role))).toEqual(new Set(pipelineRoles));
    for (const { file, role } of taken) expect([file, role === "plan"]).toEqual([file, file === "pull-request.yml"]);
  });
});
