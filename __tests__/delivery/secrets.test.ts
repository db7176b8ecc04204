import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { describe, expect, it, jest } from "@jest/globals";
import { valuesOf } from "../../delivery/secrets";
import type { Finding } from "../../findings/finding";
import { freePorts, loopback } from "../../engines/run/process";
import type { Teller } from "../support/doctor/double";
import { startDouble } from "../support/doctor/double";
import { emptyFolder } from "../support/folder";

// Programs are started that others have to wait for.
jest.setTimeout(20_000);

const timeout = "{ milliseconds: 300 }";
const secret = `require("./delivery/secrets").secretsManager("eu-central-1", (name) => name, ${timeout}).read("a")`;

/** What is told of what is asked for there; in a process of its own, for Jest loads no SDK late. */
async function toldOf(url: string, asked = secret): Promise<readonly Finding[]> {
  const script = `${asked}.catch(({ findings }) => console.log(JSON.stringify(findings)))`;
  const env = { ...process.env, AWS_ENDPOINT_URL: url, AWS_ACCESS_KEY_ID: "test", AWS_SECRET_ACCESS_KEY: "test" };
  const run = promisify(execFile)(process.execPath, ["-r", "tsx/cjs", "-e", script], {
    ...{ env, cwd: join(__dirname, "..", "..") },
  });
  return JSON.parse((await run).stdout) as readonly Finding[];
}

/** The same, of somebody who says that. */
async function toldBy(teller: Teller, asked?: string): Promise<readonly Finding[]> {
  const double = await startDouble([teller]);
  const told = await toldOf(double.url, asked).finally(() => double.stop());
  expect(double.asked.length).toBeGreaterThan(0);
  return told;
}

const unreachable = [expect.objectContaining({ id: "api-unreachable" })];

describe("Secrets Manager", () => {
  it.each(["nothing", "half an answer"] as const)("that says %s is not waited for for ever", async (said) => {
    expect(await toldBy(() => said)).toEqual(unreachable);
  });

  it("that is not there is told as what cannot be reached", async () => {
    const [port = 0] = await freePorts(1);
    expect(await toldOf(`http://${loopback}:${port}`)).toEqual(unreachable);
  });

  it("that has a secret which was deleted takes no other of its name: it is to be restored", async () => {
    const message = "You can't perform this operation on the secret because it was marked for deletion.";
    const told = await toldBy(() => ({ status: 400, body: { __type: "InvalidRequestException", message } }));
    expect(told).toMatchObject([
      {
        id: "variable-missing",
        where: "Secrets Manager › a",
        fix: "aws secretsmanager restore-secret --region eu-central-1 --secret-id a",
      },
    ]);
  });
});

describe("a value", () => {
  const needed = ["a", "b", "c"].map((name) => ({ name, onlySignsIn: false }));

  it("that is blank, or ends with a line break, signs in to nothing: all such are told at once", async () => {
    const store = { read: (variable: string) => Promise.resolve({ a: " ", b: "hush\n", c: "hush" }[variable]) };
    const refused = valuesOf({ needed, env: {}, store, readOnly: false });
    await expect(refused).rejects.toMatchObject({
      failure: "variable-malformed",
      findings: [{ where: "a" }, { where: "b" }],
    });
    await expect(refused).rejects.toThrow(/^((?!hush)[^])*$/);
  });

  it("of several lines is one, as a key in a file is", async () => {
    const store = { read: () => Promise.resolve("one\ntwo\n") };
    const [first] = needed;
    const values = await valuesOf({ needed: first ? [first] : [], env: {}, store, readOnly: false });
    expect(values).toEqual({ a: "one\ntwo\n" });
  });

  it("that a job has set to nothing is not set: the store is asked, and where there is none, Terraform says it", async () => {
    const env = { TF_VAR_a: "", TF_VAR_b: " " };
    const asked = needed.slice(0, 2);
    const store = { read: (variable: string) => Promise.resolve(`hush-${variable}`) };
    expect(await valuesOf({ needed: asked, env, store, readOnly: false })).toEqual({ a: "hush-a", b: "hush-b" });
    expect(await valuesOf({ needed: asked, env, store: undefined, readOnly: false })).toEqual({});
  });
});

describe("the bucket of the saved plans", () => {
  const plans = `require("./delivery/plan-storage").downloadPlans(
    { bucket: "state", region: "eu-central-1", prefix: "plans/7/" }, "${emptyFolder("plans")}", ${timeout})`;
  const list = "<ListBucketResult><Contents><Key>plans/7/plan.json</Key></Contents></ListBucketResult>";

  it.each(["nothing", "half an answer"] as const)(
    "is not waited for for ever where it says %s, of which there are or what is in one",
    async (said) => {
      expect(await toldBy(() => said, plans)).toEqual(unreachable);
      const ofOne: Teller = ({ path }) => (path.endsWith("plan.json") ? said : { status: 200, body: list });
      expect(await toldBy(ofOne, plans)).toEqual(unreachable);
    },
  );
});
