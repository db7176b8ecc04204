/**
 * Doctor, as a person or the pipeline runs it, where what it signs in with is in AWS Secrets Manager: with moto, and
 * with answers that moto never gives. Each failure has its exit code, says what to do, and shows neither a stack nor a
 * secret.
 */
import type { RequestListener } from "node:http";
import { createServer } from "node:http";
import { createServer as createEncrypted } from "node:https";
import type { AddressInfo, Server } from "node:net";
import { join } from "node:path";
import { CreateSecretCommand, DeleteSecretCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from "@jest/globals";
import type { Failure } from "../../findings/exit-codes";
import { exitCodes } from "../../findings/exit-codes";
import { run } from "../../engines/command";
import { freePorts, loopback } from "../../engines/run/process";
import { signsIn, storedAs } from "../../environments/secrets";
import { staging } from "../../environments/staging";
import { seconds } from "../../units/quantities";
import { emptyFolder } from "../support/folder";
import { certificateFor } from "../support/live/certificate";
import type { Moto } from "../support/live/moto";
import { startMoto } from "../support/live/moto";

jest.setTimeout(60_000);

const root = join(__dirname, "..", "..");
const place = /^\s+at /m;

/** Nobody on this machine lends their own. */
const nobody = {
  PATH: process.env.PATH,
  AWS_EC2_METADATA_DISABLED: "true",
  AWS_CONFIG_FILE: "/dev/null",
  AWS_SHARED_CREDENTIALS_FILE: "/dev/null",
};
const somebody = { ...nobody, AWS_ACCESS_KEY_ID: "test", AWS_SECRET_ACCESS_KEY: "hush-key" };

const doctor = (env: NodeJS.ProcessEnv, ...args: readonly string[]) =>
  run(process.execPath, ["-r", "tsx/cjs", "commands/doctor.ts", "--environment", "staging", ...args], {
    cwd: root,
    env,
  });

let server: Server | undefined;
afterEach(() => {
  server?.close();
});

async function listening(one: Server): Promise<string> {
  server = one;
  await new Promise<void>((resolve) => one.listen(0, loopback, resolve));
  return `${loopback}:${(one.address() as AddressInfo).port}`;
}

const listenedTo = async (listener: RequestListener) => `http://${await listening(createServer(listener))}`;

const telling = ({ status, body }: Answer) => listenedTo((_, response) => response.writeHead(status).end(body));

interface Answer {
  readonly status: number;
  readonly body: string;
}

/** As AWS says no: in JSON, the name of the error in it. */
const no = (status: number, type: string, message: string): Answer => ({
  status,
  body: JSON.stringify({ __type: type, message }),
});
const page = (status: number, title: string): Answer => ({ status, body: `<html><h1>${title}</h1></html>` });

const broken: Answer = { status: 200, body: '{"SecretString": hush-value}' };

const expired = "The security token included in the request is expired";

describe("doctor, where Secrets Manager does not tell what it signs in with,", () => {
  it.each<readonly [string, Answer, Failure, string]>([
    [
      "for the credentials have expired",
      no(400, "ExpiredTokenException", expired),
      "credentials-expired",
      "aws sso login",
    ],
    [
      "the same, said with another status",
      no(403, "ExpiredTokenException", expired),
      "credentials-expired",
      "aws sso login",
    ],
    [
      "for it knows no such key",
      no(400, "UnrecognizedClientException", "The security token included in the request is invalid."),
      "credentials-refused",
      "does the role have its rights",
    ],
    [
      "for the role may not read it",
      no(400, "AccessDeniedException", "User: x is not authorized to perform: secretsmanager:GetSecretValue"),
      "credentials-refused",
      "does the role have its rights",
    ],
    [
      "for it has a fault",
      no(500, "InternalServiceError", "An error occurred"),
      "api-unreachable",
      "run the same again",
    ],
    [
      "for it is asked too much",
      no(400, "ThrottlingException", "Rate exceeded"),
      "api-unreachable",
      "run the same again",
    ],
    ["for a proxy has a fault", page(503, "No healthy upstream"), "api-unreachable", "is the way to it open"],
    ["for one is to sign in to the network first", page(200, "Welcome"), "api-unreachable", "is the way to it open"],
    ["for its answer is broken", broken, "api-unreachable", "run the same again"],
  ])("says so: %s", async (_, answer, failure, remedy) => {
    const url = await telling(answer);
    await expectRefusal({ ...somebody, AWS_ENDPOINT_URL: url }, failure, remedy);
  });

  it("says so: for nobody listens there", async () => {
    const [port = 0] = await freePorts(1);
    const env = { ...somebody, AWS_ENDPOINT_URL: `http://${loopback}:${port}` };
    await expectRefusal(env, "api-unreachable", "is the way to it open");
  });

  it("says so: for it hangs up", async () => {
    const url = await listenedTo(({ socket }) => socket.destroy());
    await expectRefusal({ ...somebody, AWS_ENDPOINT_URL: url }, "api-unreachable", "is the way to it open");
  });

  it("says so: for it keeps silent, which is not waited for for ever", async () => {
    const url = await listenedTo(() => undefined);
    const env = { ...somebody, AWS_ENDPOINT_URL: url, AWS_MAX_ATTEMPTS: "1" };
    await expectRefusal(env, "api-unreachable", "is it up");
  });

  it("says so: for it shows a certificate that nobody here trusts", async () => {
    const certificate = await certificateFor(emptyFolder("certificate"), loopback, seconds(86_400));
    const address = await listening(createEncrypted(certificate, (_, response) => response.end("{}")));
    const env = { ...somebody, AWS_ENDPOINT_URL: `https://${address}` };
    await expectRefusal(env, "api-unreachable", "is the way to it open");
  });

  it("says so: for nobody is signed in to AWS", () => expectRefusal(nobody, "credentials-missing", "AWS_PROFILE"));

  it.each([
    ["of what it said", no(400, "ExpiredTokenException", expired), "credentials-expired"],
    ["of an answer that it could not read", broken, "api-unreachable"],
  ] as const)("shows where in the code it happened if it is asked to, and no more %s", async (_, answer, failure) => {
    const url = await telling(answer);
    const { exitCode, stdout, stderr } = await doctor({ ...somebody, AWS_ENDPOINT_URL: url }, "--verbose");
    expect([exitCode, stdout]).toEqual([exitCodes[failure], ""]);
    expect(stderr).toMatch(place);
    expect(stderr).not.toContain("hush-");
  });

  async function expectRefusal(env: NodeJS.ProcessEnv, failure: Failure, remedy: string) {
    const { exitCode, stdout, stderr } = await doctor(env);
    expect([exitCode, stdout]).toEqual([exitCodes[failure], ""]);
    const where = "Secrets Manager › monitoring/staging/(grafana_auth|elasticsearch_password)";
    expect(stderr).toMatch(new RegExp(`^error  ${failure}  ${where}$`, "m"));
    expect(stderr).toMatch(new RegExp(`^ {2}fix .*${remedy}`, "m"));
    expect(stderr).toMatch(/^1 error\. Nothing was asked\.$/m);
    expect(stderr).not.toContain("hush-");
    expect(stderr).not.toMatch(place);
  }
});

describe("doctor, where it is told,", () => {
  let moto: Moto;
  let secrets: SecretsManagerClient;
  beforeAll(async () => {
    moto = await startMoto();
    const credentials = { accessKeyId: "test", secretAccessKey: "test" };
    secrets = new SecretsManagerClient({ endpoint: moto.url, region: "eu-central-1", credentials });
  });
  afterAll(() => moto.stop());

  it("says which secret is nowhere, and asks nobody", async () => {
    const asked: string[] = [];
    const url = await listenedTo(({ url: path = "" }, response) => {
      asked.push(path);
      response.end("{}");
    });
    const { exitCode, stdout, stderr } = await doctor({ ...somebody, AWS_ENDPOINT_URL: moto.url }, ...all(url));
    expect(exitCode).toBe(exitCodes["credentials-missing"]);
    for (const variable of Object.values(signsIn)) {
      expect(stdout).toMatch(
        new RegExp(`TF_VAR_${variable}\\s+is\\s+not\\s+set,\\s+and\\s+nowhere\\s+to\\s+be\\s+read`),
      );
      expect(stdout).toContain(`read -rs TF_VAR_${variable}`);
    }
    expect(asked).toEqual([]);
    expect(stderr).not.toMatch(place);
  });

  it("says how one is restored that was deleted: AWS takes no other in its place", async () => {
    const deleted = storedAs(staging, signsIn.elasticsearch);
    await secrets.send(new CreateSecretCommand({ Name: deleted, SecretString: "hush-deleted" }));
    await secrets.send(new DeleteSecretCommand({ SecretId: deleted, RecoveryWindowInDays: 7 }));
    const { exitCode, stdout, stderr } = await doctor({ ...somebody, AWS_ENDPOINT_URL: moto.url });
    expect([exitCode, stdout]).toEqual([exitCodes["variable-missing"], ""]);
    expect(stderr).toContain(`fix   aws secretsmanager restore-secret --region eu-central-1 --secret-id ${deleted}`);
    await secrets.send(new DeleteSecretCommand({ SecretId: deleted, ForceDeleteWithoutRecovery: true }));
  });

  it("signs in with that, and shows none of it", async () => {
    for (const variable of Object.values(signsIn))
      await secrets.send(
        new CreateSecretCommand({ Name: storedAs(staging, variable), SecretString: `hush-${variable}` }),
      );
    const shown = new Set<string | undefined>();
    const url = await listenedTo(({ headers }, response) => {
      shown.add(headers.authorization);
      response.writeHead(401).end();
    });
    const { exitCode, stdout, stderr } = await doctor(
      { ...somebody, AWS_ENDPOINT_URL: moto.url },
      ...[...all(url), "--verbose"],
    );
    expect(exitCode).toBe(exitCodes["credentials-refused"]);
    const basic = Buffer.from(`terraform:hush-${signsIn.elasticsearch}`).toString("base64");
    expect([...shown].sort()).toEqual([`Basic ${basic}`, `Bearer hush-${signsIn.grafana}`]);
    expect(stdout + stderr).not.toContain("hush-");
    expect(stdout + stderr).not.toContain(basic);
  });

  const all = (url: string) => ["--grafana", "--elasticsearch", "--kibana"].flatMap((option) => [option, url]);
});
