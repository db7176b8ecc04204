/** The command line of cdktf, through the project's cdktf.json, with the real Terraform and stub providers. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, jest } from "@jest/globals";
import { run } from "../../engines/command";
import { emptyFolder } from "../support/folder";
import type { Terraform } from "../support/terraform/terraform";
import { startTerraform } from "../support/terraform/terraform";
import { recognisable } from "../support/terraform/variables";

jest.setTimeout(300_000);

const root = join(__dirname, "..", "..");
const output = join(emptyFolder(), "cdktf.out");

let terraform: Terraform;
beforeAll(async () => {
  terraform = await startTerraform();
});
afterAll(() => terraform.stop());

const cdktf = (environment: NodeJS.ProcessEnv, ...args: string[]) =>
  run(join(root, "node_modules", ".bin", "cdktf"), [...args, "--output", output], { cwd: root, env: environment });

describe("the command line of cdktf", () => {
  it("synthesizes, shows what is to be done, deploys all stacks in order, and then has nothing left to do", async () => {
    const synthesizes = { ...terraform.environment(), ENVIRONMENT: "local" };
    expect(await cdktf(synthesizes, "synth")).toMatchObject({ exitCode: 0 });
    const deploys = {
      ...terraform.environment(recognisable(join(output, "stacks", "monitoring"))),
      ENVIRONMENT: "local",
    };
    // Of the smaller stack: to show two megabytes of dashboards takes cdktf twenty seconds.
    const before = await cdktf(deploys, "diff", "platform", "--skip-provider-lock");
    expect(before).toMatchObject({ exitCode: 0 });
    expect(before.stdout).toMatch(/Plan: \d+ to add, 0 to change, 0 to destroy/);
    const deployed = await cdktf(deploys, "deploy", "*", "--auto-approve", "--skip-provider-lock");
    expect(deployed).toMatchObject({ exitCode: 0 });
    for (const stack of ["platform", "monitoring"]) {
      const state = readFileSync(join(output, "..", `local.${stack}.tfstate`), "utf8");
      expect((JSON.parse(state) as { resources: unknown[] }).resources.length).toBeGreaterThan(2);
    }
    expect((await cdktf(deploys, "diff", "monitoring", "--skip-provider-lock")).stdout).toContain("No changes.");
  });

  it("fails when the environment does not exist, and says why", async () => {
    const { exitCode, stdout, stderr } = await cdktf({ ...terraform.environment(), ENVIRONMENT: "nowhere" }, "synth");
    expect(exitCode).not.toBe(0);
    expect(stdout + stderr).toContain("unknown-environment");
  });
});
