/** What a deployment does, with the real Terraform and cdktf command line, and stub providers that serve the real schemas. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, jest } from "@jest/globals";
import { environments } from "../../environments";
import { contactPoints } from "../../environments/environment";
import { secretsOf } from "../../environments/contact-points";
import { buildApp } from "../../synthesis/app";
import { providerName, resourcesInUse } from "../../scripts/trim-schema";
import { system } from "../../system";
import { emptyFolder } from "../support/folder";
import { run } from "../support/command";
import type { Terraform } from "../support/terraform/terraform";
import { startTerraform } from "../support/terraform/terraform";

jest.setTimeout(120_000);

const root = join(__dirname, "..", "..");
const stacks = ["platform", "monitoring"] as const;

let terraform: Terraform;
beforeAll(async () => {
  terraform = await startTerraform();
});
afterAll(() => terraform.stop());

const outputs = new Map(
  [...environments].map(([name, environment]) => {
    const app = buildApp({ system, environment, outdir: emptyFolder() });
    app.synth();
    return [name, app.outdir];
  }),
);
const stackOf = (environment: string, stack: string) => join(outputs.get(environment) ?? "", "stacks", stack);

/** Every variable of a stack with a value that can be recognised wherever it turns up. */
function variablesOf(environment: string, stack: string): Record<string, string> {
  const { variable = {} } = JSON.parse(readFileSync(join(stackOf(environment, stack), "cdk.tf.json"), "utf8")) as {
    variable?: Record<string, unknown>;
  };
  return Object.fromEntries(Object.keys(variable).map((name) => [name, `hush-${name}-hush`]));
}

describe.each([...environments.keys()].flatMap((environment) => stacks.map((stack) => ({ environment, stack }))))(
  "the stack $stack of $environment",
  ({ environment, stack }) => {
    it("is valid, plans, applies, and has nothing left to do afterwards", async () => {
      const variables = variablesOf(environment, stack);
      const workspace = terraform.workspace(stackOf(environment, stack), variables);
      expect(await workspace.init()).toMatchObject({ exitCode: 0, stderr: "" });
      expect(await workspace.validate()).toMatchObject({ valid: true, diagnostics: [] });
      const first = await workspace.plan();
      expect(first).toMatchObject({ exitCode: 2, stderr: "" });
      for (const secret of Object.values(variables)) expect(first.stdout).not.toContain(secret);
      expect(await workspace.apply()).toMatchObject({ exitCode: 0, stderr: "" });
      expect(await workspace.plan()).toMatchObject({ exitCode: 0, changes: [] });
    });
  },
);

describe("the stacks of production", () => {
  it("have a resource of every type whose schema the stub providers serve: none is left unproven", () => {
    const made = stacks.flatMap((stack) => {
      const { resource } = JSON.parse(readFileSync(join(stackOf("production", stack), "cdk.tf.json"), "utf8")) as {
        resource: Record<string, unknown>;
      };
      return Object.keys(resource);
    });
    const kept = Object.entries(resourcesInUse).flatMap(([source, types]) =>
      types.map((type) => `${providerName(source)}_${type}`),
    );
    // Users of Elasticsearch are made in files; this one is for the tests of the stub itself.
    expect(kept.filter((type) => !made.includes(type))).toEqual(["elasticstack_elasticsearch_security_role"]);
    expect([...new Set(made)].filter((type) => !kept.includes(type))).toEqual([]);
  });
});

describe("the state", () => {
  it("of production holds the secrets that docs/secrets.md says it holds, and no other", async () => {
    const variables = variablesOf("production", "monitoring");
    const workspace = terraform.workspace(stackOf("production", "monitoring"), variables);
    await workspace.init();
    await workspace.apply();
    const state = JSON.stringify(await workspace.state());
    const held = Object.entries(variables).flatMap(([name, value]) => (state.includes(value) ? [name] : []));
    const production = environments.get("production");
    const expected = production
      ? contactPoints(production)
          .flatMap(secretsOf)
          .map(({ variable }) => variable)
      : [];
    expect(held.sort()).toEqual([...new Set(expected)].sort());
    const documented = readFileSync(join(root, "docs", "secrets.md"), "utf8");
    for (const name of held) expect(documented).toContain(`\`${name}\``);
    expect(held).not.toContain("grafana_auth");
    expect(held).not.toContain("elasticsearch_password");
  });
});

describe("the command line of cdktf, through the project's cdktf.json", () => {
  const output = join(emptyFolder(), "cdktf.out");
  const cdktf = (...args: string[]) =>
    run(join(root, "node_modules", ".bin", "cdktf"), [...args, "--output", output], {
      cwd: root,
      env: { ...terraform.environment(variablesOf("local", "monitoring")), ENVIRONMENT: "local" },
    });

  it("synthesizes, shows what is to be done, deploys all stacks in order, and then has nothing left to do", async () => {
    expect(await cdktf("synth")).toMatchObject({ exitCode: 0 });
    const before = await cdktf("diff", "monitoring", "--skip-provider-lock");
    expect(before).toMatchObject({ exitCode: 0 });
    expect(before.stdout).toMatch(/Plan: \d+ to add, 0 to change, 0 to destroy/);
    const deployed = await cdktf("deploy", "*", "--auto-approve", "--skip-provider-lock");
    expect(deployed).toMatchObject({ exitCode: 0 });
    for (const stack of stacks) {
      const state = readFileSync(join(output, "..", `local.${stack}.tfstate`), "utf8");
      expect((JSON.parse(state) as { resources: unknown[] }).resources.length).toBeGreaterThan(2);
    }
    expect((await cdktf("diff", "monitoring", "--skip-provider-lock")).stdout).toContain("No changes.");
  });

  it("fails when the environment does not exist, and says why", async () => {
    const { exitCode, stdout, stderr } = await run(
      join(root, "node_modules", ".bin", "cdktf"),
      ["synth", "--output", output],
      {
        cwd: root,
        env: { ...terraform.environment(), ENVIRONMENT: "nowhere" },
      },
    );
    expect(exitCode).not.toBe(0);
    expect(stdout + stderr).toContain("unknown-environment");
  });
});
