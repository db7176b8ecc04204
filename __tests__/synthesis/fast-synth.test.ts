import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "@jest/globals";
import { run } from "../support/command";
import { emptyFolder } from "../support/folder";

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
  it("prints what cdktf prints, but for the inside of empty brackets", async () => {
    const [ours, theirs] = await Promise.all([documents('require("./synthesis/fast-synth");'), documents("")]);
    const filled = (text: string) => text.replaceAll(/([[{])\s+([\]}])/g, "$1$2");
    expect(ours.map(filled)).toEqual(theirs.map(filled));
    expect(ours.join()).not.toBe(theirs.join());
  });
});
