/**
 * The roles of the pipeline at the state, each with its own policy and nothing else: the real Terraform, and moto,
 * which judges by the policies of whoever asks, once it is told to; of actions and resources, not of conditions.
 */
import { afterAll, beforeAll, describe, expect, it, jest } from "@jest/globals";
import { errorsIn } from "../../delivery/message";
import { refusalOf } from "../../delivery/refusals";
import type { Terraform as Stack } from "../../delivery/terraform";
import type { PipelineRole } from "../../environments/roles";
import { pipelineRoles } from "../../environments/roles";
import { staging } from "../../environments/staging";
import { isBootstrapped, lockKey } from "../../environments/state";
import { pipelinePolicies } from "../../iam/pipeline";
import { buildApp } from "../../synthesis/app";
import { system } from "../../system";
import { emptyFolder } from "../support/folder";
import type { Credentials, StateInS3 } from "../support/live/state-in-s3";
import { folderOf, startStateInS3 } from "../support/live/state-in-s3";

jest.setTimeout(120_000);

if (!isBootstrapped(staging)) throw new Error("staging has a bootstrap");
const environment = staging;
const key = "platform.tfstate";
const refused = { name: "AccessDenied" };
const app = buildApp({ system, environment, outdir: emptyFolder() });

let s3: StateInS3;
const credentials = new Map<PipelineRole, Credentials>();

beforeAll(async () => {
  app.synth();
  s3 = await startStateInS3(environment.backend.bucket);
  await s3.bucket.make();
  for (const role of pipelineRoles) {
    const policy = JSON.stringify(pipelinePolicies[role](environment));
    credentials.set(role, await s3.moto.createUser(role, policy));
  }
});
afterAll(() => s3.stop());

const stackAs = (role: PipelineRole): Stack => s3.stack(folderOf(app.outdir, "platform"), role, credentials.get(role));
const putAs = (role: PipelineRole, at: string) => s3.bucket.put(at, "x", credentials.get(role));

/** For as long as `work` lasts every request is judged. */
async function judged(work: () => Promise<void>): Promise<void> {
  const judge = (afterRequests: string) =>
    fetch(`${s3.moto.url}/moto-api/reset-auth`, { method: "POST", body: afterRequests });
  await judge("0");
  try {
    await work();
  } finally {
    await judge("inf");
  }
}

describe("at the state of a stack", () => {
  it("`deploy` writes it, from nothing and under its lock; and not that of bootstrap", async () => {
    const stack = stackAs("deploy");
    await judged(async () => {
      expect(await stack.init()).toMatchObject({ exitCode: 0 });
      expect(await stack.plan("plan")).toMatchObject({ exitCode: 0 });
      expect(await stack.apply("plan")).toMatchObject({ exitCode: 0 });
      await expect(putAs("deploy", "plans/1/platform")).rejects.toMatchObject(refused);
      await expect(putAs("deploy", "bootstrap.tfstate")).rejects.toMatchObject(refused);
    });
    expect(await s3.bucket.head(key)).toMatchObject({ ServerSideEncryption: "aws:kms" });
    await expect(s3.bucket.head(lockKey("platform"))).rejects.toMatchObject({ name: "NotFound" });
  });

  it("`plan` compares with it, and writes nothing: not even a lock", async () => {
    const stack = stackAs("plan");
    await judged(async () => {
      expect(await stack.init()).toMatchObject({ exitCode: 0 });
      expect(await stack.plan("plan", { readOnly: true })).toMatchObject({ exitCode: 0 });
      const { exitCode, messages } = await stack.apply("plan");
      expect(exitCode).toBe(1);
      expect(refusalOf("staging/platform", errorsIn(messages)).failure).toBe("credentials-refused");
      await expect(putAs("plan", "plans/1/platform")).rejects.toMatchObject(refused);
    });
  });

  it("`drift` compares with it and saves plans, and can neither write nor lock it", async () => {
    const stack = stackAs("drift");
    await judged(async () => {
      expect(await stack.init()).toMatchObject({ exitCode: 0 });
      expect(await stack.plan("plan")).toMatchObject({ exitCode: 0 });
      await putAs("drift", "plans/1/platform");
      await expect(putAs("drift", key)).rejects.toMatchObject(refused);
      await expect(putAs("drift", lockKey("platform"))).rejects.toMatchObject(refused);
    });
  });
});
