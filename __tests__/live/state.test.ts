/**
 * Where the state is kept: the real Terraform against S3's interface, as moto has it, with stub providers for the rest.
 */
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, jest } from "@jest/globals";
import { errorsIn } from "../../delivery/message";
import { refusalOf } from "../../delivery/refusals";
import type { Terraform as Stack } from "../../delivery/terraform";
import type { Run } from "../../engines/command";
import { run } from "../../engines/command";
import { lockKey } from "../../environments/state";
import { emptyFolder } from "../support/folder";
import type { StateInS3 } from "../support/live/state-in-s3";
import { folderOf, startStateInS3 } from "../support/live/state-in-s3";

jest.setTimeout(300_000);

const root = join(__dirname, "..", "..");
const encrypted = {
  ServerSideEncryption: "aws:kms",
  SSEKMSKeyId: "arn:aws:kms:eu-central-1:111111111111:alias/shop-staging-monitoring-state",
};
const output = join(emptyFolder("state"), "cdktf.out");
const unfinished = join(dirname(output), "staging.bootstrap.tfstate");

let s3: StateInS3;
beforeAll(async () => {
  s3 = await startStateInS3("example-shop-staging-monitoring-state");
});
afterAll(() => s3.stop());

const bootstrap = (...args: readonly string[]): Promise<Run> =>
  run(process.execPath, ["-r", "tsx/cjs", "commands/bootstrap.ts", "--environment", "staging", ...args], {
    cwd: root,
    env: { ...s3.environment(), CDKTF_OUTDIR: output },
  });

describe("npm run bootstrap", () => {
  it("makes nothing that nobody has read", async () => {
    const { exitCode, stdout, stderr } = await bootstrap();
    expect(stderr).toContain("error  not-confirmed");
    expect(stdout).toContain("aws_kms_key.terraform-state will be created");
    expect(exitCode).toBe(1);
    expect(existsSync(unfinished)).toBe(false);
  });

  it("explains where it ended, if the state cannot be moved into its bucket, and keeps it", async () => {
    const { exitCode, stderr } = await bootstrap("--yes");
    expect(stderr).toContain("error  state-missing  staging/bootstrap");
    expect(stderr).toMatch(/warning {2}bootstrap-unfinished {2}.*staging\.bootstrap\.tfstate/);
    expect(stderr).not.toMatch(/^ {4}at /m);
    expect(exitCode).toBe(21);
    expect(existsSync(unfinished)).toBe(true);
  });

  it("goes on from there, and leaves the state in the bucket and nowhere else", async () => {
    await s3.bucket.make();
    const { exitCode, stdout } = await bootstrap("--yes");
    expect(stdout).toContain("staging is bootstrapped: its state has a bucket, and the pipeline has its roles.");
    expect(stdout).not.toContain("will be created");
    expect(exitCode).toBe(0);
    expect(existsSync(unfinished)).toBe(false);
    expect(await s3.bucket.head("bootstrap.tfstate")).toMatchObject(encrypted);
  });

  it("finds nothing to do when it is run again, also without anybody's consent", async () => {
    const { exitCode, stdout } = await bootstrap();
    expect(stdout).toContain("staging is bootstrapped, and as it should be: nothing was to be done.");
    expect(exitCode).toBe(0);
  });

  it("does not make a second time what a lost state no longer tells of", async () => {
    await s3.bucket.remove("bootstrap.tfstate");
    const { exitCode, stderr } = await bootstrap("--yes");
    expect(stderr).toContain("error  bootstrap-state-lost  staging/bootstrap");
    expect(exitCode).toBe(1);
  });
});

describe("the state of a stack", () => {
  const key = "platform.tfstate";
  let stack: Stack;
  beforeAll(async () => {
    stack = s3.stack(folderOf(output, "platform"), "staging");
    expect(await stack.init()).toMatchObject({ exitCode: 0 });
  });

  it("lands under the stack's own key, encrypted with the environment's own", async () => {
    expect(await stack.plan("plan")).toMatchObject({ exitCode: 0 });
    expect(await stack.apply("plan")).toMatchObject({ exitCode: 0 });
    expect((await stack.state()).resources).toBeGreaterThan(10);
    expect(await s3.bucket.head(key)).toMatchObject(encrypted);
  });

  it("has versions: what is overwritten can be brought back", async () => {
    const before = await s3.bucket.versions(key);
    await s3.bucket.put(key, "{}");
    const [damaged, ...older] = await s3.bucket.versions(key);
    expect(older).toEqual(before);
    await s3.bucket.remove(key, damaged);
    expect((await stack.state()).resources).toBeGreaterThan(10);
  });

  describe("while another run holds its lock", () => {
    const lock = lockKey("platform");
    const ID = "0b7f2f0a-0000-4000-8000-000000000000";
    beforeAll(async () => {
      expect(await stack.plan("plan-before")).toMatchObject({ exitCode: 0 });
      const held = { ID, Operation: "OperationTypeApply", Who: "runner@ci", Created: "2026-11-28T12:00:00Z" };
      await s3.bucket.put(lock, JSON.stringify(held));
    });
    afterAll(() => s3.bucket.remove(lock));

    it("is not written: the refusal says whose it is", async () => {
      const { exitCode, messages } = await stack.apply("plan-before");
      expect(exitCode).toBe(1);
      const { failure, findings } = refusalOf("staging/platform", errorsIn(messages));
      expect(failure).toBe("state-locked");
      expect(findings[0]?.what).toContain("runner@ci");
      expect(findings[0]?.fix).toContain(`terraform force-unlock ${ID}`);
    });

    it("can be read, and compared with, by whoever may write nothing", async () => {
      expect(await stack.plan("plan", { readOnly: true })).toMatchObject({ exitCode: 0 });
    });
  });

  it("leaves no lock behind", async () => {
    await expect(s3.bucket.head(lockKey("platform"))).rejects.toMatchObject({ name: "NotFound" });
  });
});
