/** Ctrl-C, and a job that is cancelled: with the real Terraform, in the middle of an apply. */
import { spawn } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "@jest/globals";
import type { Finding } from "../../findings/finding";
import { minutes } from "../../units/quantities";
import { emptyFolder } from "../support/folder";
import { enginePath } from "../../engines/engine-path";
import { quiet } from "../support/terraform/binary";

/** The second takes longer than anybody waits; the third would come after it. */
const stack = {
  resource: {
    terraform_data: {
      one: {},
      two: { depends_on: ["terraform_data.one"], provisioner: [{ "local-exec": { command: "sleep 600" } }] },
      three: { depends_on: ["terraform_data.two"] },
    },
  },
};

it.each(["SIGINT", "SIGTERM"] as const)(
  "an apply that hears %s, as npm sends it, twice, writes down what it did, gives its lock back and says that it was stopped",
  async (signal) => {
    const folder = emptyFolder("interrupted");
    writeFileSync(join(folder, "cdk.tf.json"), JSON.stringify(stack));
    const applying = spawn(
      process.execPath,
      ["-r", "tsx/cjs", join(__dirname, "../support/delivery/apply-alone.ts"), enginePath("terraform"), folder],
      { detached: true, env: quiet, stdio: ["ignore", "pipe", "inherit"] },
    );
    let said = "";
    applying.stdout.on("data", (chunk: Buffer) => {
      const isFirst = !said.includes("in the middle");
      said += chunk.toString();
      // To the whole group, as a terminal does.
      if (isFirst && said.includes("in the middle"))
        for (let n = 0; n < 2; n++) process.kill(-(applying.pid ?? 0), signal);
    });
    const exitCode = await new Promise((resolve) => applying.on("close", resolve));
    expect(exitCode).toBe(0);
    const {
      exitCode: ended,
      failure,
      findings,
    } = JSON.parse(said.trim().split("\n").at(-1) ?? "") as {
      readonly exitCode: number;
      readonly failure: string;
      readonly findings: readonly Finding[];
    };
    expect([ended, failure]).toEqual([1, "apply-incomplete"]);
    expect(findings.map(({ id }) => id)).toEqual(["apply-incomplete", "terraform-failed", "interrupted"]);
    expect(findings[0]?.what.split("\n")).toEqual([
      "applied: 1, terraform_data.one",
      "failed: 1, terraform_data.two",
      "not begun, or not heard of: 1, terraform_data.three",
    ]);
    expect(existsSync(join(folder, ".terraform.tfstate.lock.info"))).toBe(false);
    const { resources } = JSON.parse(readFileSync(join(folder, "terraform.tfstate"), "utf8")) as {
      readonly resources: readonly { readonly name: string }[];
    };
    expect(resources.map(({ name }) => name)).toEqual(["one", "two"]);
  },
  minutes(1).milliseconds,
);
