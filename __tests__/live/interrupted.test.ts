/**
 * Ctrl-C, a job that is cancelled, a terminal that is closed: the real Terraform in the middle of an apply, behind npm
 * as package.json has the command.
 */
import type { ChildProcess } from "node:child_process";
import { spawn } from "node:child_process";
import { existsSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "@jest/globals";
import { enginePath } from "../../engines/engine-path";
import type { Finding } from "../../findings/finding";
import { scripts } from "../../package.json";
import { minutes } from "../../units/quantities";
import { emptyFolder } from "../support/folder";
import { root } from "../support/project-copy";
import { quiet } from "../support/terraform/binary";

const applyAlone = join(root, "__tests__/support/delivery/apply-alone.ts");

/** What Terraform says when the second has begun. */
const inTheMiddle = "terraform_data.two: Provisioning with";

interface Ended {
  readonly exitCode: number;
  readonly failure: string;
  readonly findings: readonly Finding[];
}

/** The second takes longer than anybody waits, and the third comes after it. */
const stack = {
  resource: {
    terraform_data: {
      one: {},
      two: { depends_on: ["terraform_data.one"], provisioner: [{ "local-exec": { command: "sleep 600" } }] },
      three: { depends_on: ["terraform_data.two"] },
    },
  },
};

/** Applies, and is interrupted in the middle of it. */
async function applied(interrupt: (npm: ChildProcess) => void) {
  const folder = emptyFolder("interrupted");
  writeFileSync(join(folder, "cdk.tf.json"), JSON.stringify(stack));
  symlinkSync(join(root, "node_modules"), join(folder, "node_modules"));
  const apply = scripts.apply.replace("commands/apply.ts", applyAlone);
  expect(apply).not.toBe(scripts.apply);
  writeFileSync(join(folder, "package.json"), JSON.stringify({ scripts: { apply } }));
  const npm = spawn("npm", ["run", "--silent", "apply", "--", enginePath("terraform"), folder], {
    ...{ cwd: folder, detached: true, env: quiet, stdio: ["ignore", "pipe", "pipe"] },
  });
  let said = "";
  npm.stderr.on("data", (chunk: Buffer) => {
    const isFirst = !said.includes(inTheMiddle);
    said += chunk.toString();
    if (isFirst && said.includes(inTheMiddle)) interrupt(npm);
  });
  const told = join(folder, "told.json");
  const deadline = Date.now() + minutes(0.75).milliseconds;
  while (!existsSync(told)) {
    if (Date.now() > deadline) throw new Error(`It did not end: ${said}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  const { resources } = JSON.parse(readFileSync(join(folder, "terraform.tfstate"), "utf8")) as {
    readonly resources: readonly { readonly name: string }[];
  };
  return {
    ...(JSON.parse(readFileSync(told, "utf8")) as Ended),
    isLocked: existsSync(join(folder, ".terraform.tfstate.lock.info")),
    made: resources.map(({ name }) => name),
  };
}

/** To all that a terminal has in front, as it does it itself. */
const toGroup = (signal: NodeJS.Signals) => (npm: ChildProcess) => process.kill(-(npm.pid ?? 0), signal);

describe("an apply", () => {
  it.each<readonly [string, (npm: ChildProcess) => void]>([
    ["is interrupted by Ctrl-C", toGroup("SIGINT")],
    ["belongs to a job that is cancelled: npm alone is told", (npm) => npm.kill("SIGINT")],
    ["is ended: npm alone is told", (npm) => npm.kill("SIGTERM")],
    [
      "has lost its terminal: nobody reads any more, and all are told to hang up",
      (npm) => {
        npm.stdout?.destroy();
        npm.stderr?.destroy();
        toGroup("SIGHUP")(npm);
      },
    ],
  ])(
    "that %s, writes down what it did, gives its lock back, and says what it was",
    async (_, interrupt) => {
      const { exitCode, failure, findings, isLocked, made } = await applied(interrupt);
      expect([exitCode, failure, isLocked, made]).toEqual([1, "apply-incomplete", false, ["one", "two"]]);
      expect(findings.map(({ id }) => id)).toEqual(["apply-incomplete", "terraform-failed", "interrupted"]);
      expect(findings[0]?.what.split("\n")).toEqual([
        "applied: 1, terraform_data.one",
        "failed: 1, terraform_data.two",
        "not begun, or not heard of: 1, terraform_data.three",
      ]);
    },
    minutes(1).milliseconds,
  );
});
