import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, jest } from "@jest/globals";
import { run } from "../../engines/command";
import { emptyFolder } from "../support/folder";

jest.setTimeout(60_000);

const root = join(__dirname, "..", "..");

/** What a process of its own writes: within jest, modules are not the ones that Node has loaded. */
async function documents(before: string): Promise<string[]> {
  const outdir = emptyFolder();
  const script = `
    ${before}
    const { buildApp } = require("./synthesis/app");
    const { local } = require("./environments/local");
    const { system } = require("./system");
    buildApp({ system, environment: local, outdir: ${JSON.stringify(outdir)} }).synth();`;
  const { exitCode, stderr } = await run(process.execPath, ["-r", "tsx/cjs", "-e", script], {
    cwd: root,
    env: process.env,
  });
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
  return ["platform", "monitoring"].map((stack) => readFileSync(join(outdir, "stacks", stack, "cdk.tf.json"), "utf8"));
}

describe("the fast synth", () => {
  it("writes what cdktf writes without it", async () => {
    const [ours, theirs] = await Promise.all([documents('require("./synthesis/fast-synth");'), documents("")]);
    expect(ours).toEqual(theirs);
  });
});
