/**
 * What can go wrong on the way, each with its exit code and its words: the very commands and the real Terraform, with
 * moto as S3 and Secrets Manager.
 */
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import {
  CreateBucketCommand,
  DeleteObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import { CreateSecretCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { afterAll, beforeAll, describe, expect, it, jest } from "@jest/globals";
import { exitCodes } from "../../findings/exit-codes";
import type { Run } from "../../engines/command";
import { secretVariables, storedAs } from "../../environments/secrets";
import { staging } from "../../environments/staging";
import { interfere } from "../support/delivery/interference";
import type { Project } from "../support/delivery/project";
import { project } from "../support/delivery/project";
import { startDouble } from "../support/doctor/double";
import { heldBy } from "../support/held-by";
import type { Moto } from "../support/live/moto";
import { startMoto } from "../support/live/moto";
import type { Terraform } from "../support/terraform/terraform";
import { startTerraform } from "../support/terraform/terraform";

jest.setTimeout(300_000);

const here = ["--environment", "staging"];
const bucket = staging.backend.kind === "s3" ? staging.backend.bucket : "";
const nobody = {
  AWS_EC2_METADATA_DISABLED: "true",
  AWS_CONFIG_FILE: "/dev/null",
  AWS_SHARED_CREDENTIALS_FILE: "/dev/null",
};
const secrets = Object.fromEntries(secretVariables(staging).map((name) => [name, `hush-${name}`]));
const somebody = { AWS_ACCESS_KEY_ID: "test", AWS_SECRET_ACCESS_KEY: "test", AWS_REGION: "eu-central-1" };

let terraform: Terraform;
let clone: Project;
let moto: Moto;
let s3: S3Client;
let env: NodeJS.ProcessEnv;
beforeAll(async () => {
  [terraform, clone, moto] = await Promise.all([startTerraform(), project(), startMoto()]);
  const client = {
    endpoint: moto.url,
    region: "eu-central-1",
    credentials: { accessKeyId: "test", secretAccessKey: "test" },
    forcePathStyle: true,
  };
  s3 = new S3Client(client);
  env = { ...terraform.environment(), ...nobody, AWS_ENDPOINT_URL: moto.url };
});
afterAll(async () => {
  terraform.stop();
  await moto.stop();
});

const command = (name: string, args: readonly string[] = [], besides: NodeJS.ProcessEnv = somebody): Promise<Run> =>
  clone.command(name, [...here, ...args], { ...env, ...besides });

/** Its exit code, the ids of its findings, and what it said. */
const told = ({ exitCode, stderr }: Run) => ({
  exitCode,
  ids: [...new Set(Array.from(stderr.matchAll(/^error {2}([a-z-]+) /gm), ([, id]) => id))],
});
const only = (failure: keyof typeof exitCodes) => ({ exitCode: exitCodes[failure], ids: [failure] });

/** Answers everything alike. */
async function answering(status: number, type: string, body: string) {
  const server = createServer((_, response) => response.writeHead(status, { "content-type": type }).end(body));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, stop: () => server.close() };
}

describe("before anything is deployed", () => {
  it("credentials are missing: nothing can be read, and whoever runs it is told how to sign in", async () => {
    const plan = await command("plan", [], {});
    expect(told(plan)).toEqual(only("credentials-missing"));
    expect(plan.stderr).toContain("AWS_PROFILE");
    expect(plan.stderr).not.toMatch(/^\s+at /m);
  });

  it("credentials have expired: that is another matter, with another remedy", async () => {
    const body = `<ErrorResponse><Error><Type>Sender</Type><Code>ExpiredToken</Code><Message>The security token included in the request is expired</Message></Error></ErrorResponse>`;
    const sts = await answering(403, "text/xml", body);
    const plan = await command("plan", [], { ...somebody, AWS_ENDPOINT_URL: sts.url });
    sts.stop();
    expect(told(plan)).toEqual(only("credentials-expired"));
  });

  it("the bucket of the state is not there", async () => {
    expect(told(await command("plan"))).toEqual(only("state-missing"));
  });

  it("the stack below was never deployed: the one above is neither planned nor applied", async () => {
    await s3.send(
      new CreateBucketCommand({ Bucket: bucket, CreateBucketConfiguration: { LocationConstraint: "eu-central-1" } }),
    );
    expect(told(await command("plan", ["--stack", "monitoring"]))).toEqual(only("upstream-not-deployed"));
  });

  it("a secret is nowhere: Terraform says which, and nothing is planned", async () => {
    const plan = await command("plan");
    expect(told(plan)).toEqual(only("variable-missing"));
    expect(plan.stderr).toContain('"grafana_auth"');
  });

  it("a provider cannot be installed", async () => {
    const config = join(clone.folder, "nowhere.rc");
    mkdirSync(join(clone.folder, "mirror"));
    writeFileSync(
      config,
      `provider_installation {\n  filesystem_mirror {\n    path = "${clone.folder}/mirror"\n  }\n}\n`,
    );
    const without = { TF_REATTACH_PROVIDERS: undefined, TF_CLI_CONFIG_FILE: config };
    expect(told(await command("plan", [], { ...somebody, ...without }))).toEqual(only("provider-not-installable"));
  });

  it("somebody has to agree before production is applied, and nothing says that somebody has", async () => {
    const apply = (...args: string[]) => clone.command("apply", ["--environment", "production", ...args], env);
    expect(told(await apply("--keep", "4711", "--reviewed", "plan.json"))).toEqual(only("approval-missing"));
    expect(told(await apply("--approved"))).toEqual(only("plan-missing"));
  });

  it("the description has errors: no earlier plan is left that could be taken for this one", async () => {
    const plans = join(clone.folder, "cdktf.out", "plans", "staging");
    mkdirSync(plans, { recursive: true });
    writeFileSync(join(plans, "plan.json"), "{}");
    const [before, after] = ["services: [shopApi", "services: [shopApi, shopApi"] as const;
    clone.edit("system/index.ts", before, after);
    const refused = await command("plan").finally(() => clone.edit("system/index.ts", after, before));
    expect([refused.exitCode, existsSync(plans)]).toEqual([1, false]);
  });

  it("nothing was planned, so nothing is applied", async () => {
    expect(told(await command("apply"))).toEqual(only("plan-missing"));
    expect(told(await command("apply", ["--keep", "4711"]))).toEqual(only("plan-missing"));
    const file = join(clone.folder, "reviewed.json");
    writeFileSync(file, JSON.stringify({ environment: "staging", stacks: [{ name: "platform" }] }));
    expect(told(await command("apply", ["--stack", "monitoring", "--reviewed", file]))).toEqual(only("plan-missing"));
  });
});

describe("between the job that plans and the job that applies", () => {
  const kept = async () => {
    const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket: bucket, Prefix: "plans/" }));
    return Contents.map(({ Key }) => Key);
  };
  const lock = {
    Bucket: bucket,
    Key: "platform.tfstate.tflock",
  };
  let reviewed: string;

  it("secrets come from Secrets Manager, and the plans wait beside the state", async () => {
    const store = new SecretsManagerClient({
      endpoint: moto.url,
      region: "eu-central-1",
      credentials: { accessKeyId: "test", secretAccessKey: "test" },
    });
    for (const [name, SecretString] of Object.entries(secrets))
      await store.send(new CreateSecretCommand({ Name: storedAs(staging, name), SecretString }));
    const plan = await command("plan", ["--keep", "4711"]);
    expect(plan).toMatchObject({ exitCode: 0 });
    expect(await kept()).toEqual(
      expect.arrayContaining(["plans/4711/plan.json", "plans/4711/platform.plan", "plans/4711/monitoring.plan"]),
    );
    reviewed = readFileSync(join(clone.folder, "cdktf.out/plans/staging/plan.json"), "utf8");
    expect(heldBy(plan.stdout + plan.stderr + reviewed, secrets)).toEqual([]);
  });

  it("somebody holds the lock: who, since when, and how to break it, and nothing is changed", async () => {
    const info = {
      ID: "f2a7e2d4-3b1c-9d0e-5f6a-7b8c9d0e1f2a",
      Operation: "OperationTypeApply",
      Info: "",
      Who: "ada@build-7",
      Version: "1.11.4",
      Created: "2026-11-28T09:12:44.123456789Z",
      Path: `${bucket}/platform.tfstate`,
    };
    await s3.send(new PutObjectCommand({ ...lock, Body: JSON.stringify(info) }));
    const apply = await command("apply");
    await s3.send(new DeleteObjectCommand(lock));
    expect(told(apply)).toEqual(only("state-locked"));
    expect(apply.stderr).toContain("ada@build-7 holds the lock of the state since 2026-11-28 09:12:44 UTC (apply).");
    expect(apply.stderr).toContain(`terraform force-unlock ${info.ID}`);
  });

  it("another machine takes them from there, and applies what was reviewed", async () => {
    rmSync(join(clone.folder, "cdktf.out"), { recursive: true });
    const file = join(clone.folder, "reviewed.json");
    writeFileSync(file, reviewed);
    const apply = await command("apply", ["--keep", "4711", "--reviewed", file]);
    expect(apply).toMatchObject({ exitCode: 0, stdout: "Applied: platform, then monitoring.\n" });
    expect(heldBy(apply.stderr, secrets)).toEqual([]);
  });

  it("run once more, it finds that its plans are stale, before the first stack is touched", async () => {
    const apply = await command("apply", ["--keep", "4711"]);
    expect(told(apply)).toEqual(only("plan-stale"));
    expect(apply.stderr).not.toContain("applies");
  });
});

describe("once it is deployed", () => {
  it("Grafana refuses the token: that is told, and the plan of a pull request does not ask it", async () => {
    const unreadable = '[GET /folders/{folder_uid}][401] getFolderByUidUnauthorized {"message":"Invalid API key"}';
    const grafana = await interfere({ ...env, ...somebody }, { source: "grafana/grafana", unreadable });
    const plan = await clone.command("plan", here, grafana.env);
    const readOnly = await clone.command("plan", [...here, "--read-only"], grafana.env);
    grafana.stop();
    expect(told(plan)).toEqual(only("credentials-refused"));
    expect(readOnly).toMatchObject({
      exitCode: 0,
      stdout: "staging/platform  nothing to do\nstaging/monitoring  nothing to do\n",
    });
  });

  it("what somebody removed is an issue by morning, closed when it is there again, and tells no secret", async () => {
    let issues: { readonly number: number; readonly body: string }[] = [];
    const said: string[] = [];
    const github = await startDouble([
      ({ method, path, body }) => {
        if (method === "GET") return { status: 200, body: issues };
        const posted = JSON.parse(body) as { readonly body: string };
        said.push(`${method} ${path}`, body);
        issues = method === "POST" ? [{ number: 7, body: posted.body }] : [];
        return { status: 200, body: {} };
      },
    ]);
    const posting = {
      ...{ GITHUB_API_URL: github.url, GITHUB_REPOSITORY: "example/monitoring", GITHUB_TOKEN: "hush-github" },
    };
    const removed = await interfere({ ...env, ...somebody }, { source: "grafana/grafana", gone: ["grafana_folder"] });
    const found = await clone.command("drift", [...here, "--post"], { ...removed.env, ...posting });
    removed.stop();
    expect(told(found)).toEqual({ exitCode: exitCodes["drift-found"], ids: [] });
    const mended = await command("drift", ["--post"], { ...somebody, ...posting });
    await github.stop();
    expect(mended).toMatchObject({ exitCode: 0, stdout: "staging is as it was deployed.\n" });
    const issue = "/repos/example/monitoring/issues";
    expect(said).toEqual([
      `POST ${issue}`,
      expect.stringMatching(/staging is not what the main branch describes.*grafana_folder/),
      `PATCH ${issue}/7`,
      expect.stringContaining('"state":"closed"'),
    ]);
    const plans = join(clone.folder, "cdktf.out", "plans", "staging");
    const written = ["plan.json", "platform.txt", "monitoring.txt"].map((file) =>
      readFileSync(join(plans, file), "utf8"),
    );
    const all = [...said, ...written, found.stdout, found.stderr, mended.stdout, mended.stderr];
    expect(heldBy(all.join("\n"), { ...secrets, token: posting.GITHUB_TOKEN })).toEqual([]);
  });

  it("the backend moved: Terraform does not begin with an empty state unasked", async () => {
    clone.edit("environments/staging.ts", `bucket: "${bucket}"`, `bucket: "${bucket}-2"`);
    expect(told(await command("plan"))).toEqual(only("backend-changed"));
  });
});
