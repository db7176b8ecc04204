/** What a deployment does, with the real Terraform, and stub providers that serve the real schemas. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, jest } from "@jest/globals";
import { environments } from "../../environments";
import { contactPoints } from "../../environments/environment";
import { secretsOf } from "../../environments/contact-points";
import { production } from "../../environments/production";
import { buildApp } from "../../synthesis/app";
import { providerName, resourcesInUse } from "../../scripts/trim-schema";
import { system } from "../../system";
import type { Run } from "../../engines/command";
import { emptyFolder } from "../support/folder";
import { grown } from "../support/long-term";
import type { Terraform } from "../support/terraform/terraform";
import { startTerraform } from "../support/terraform/terraform";
import { recognisable } from "../support/terraform/variables";
import type { Plan, Validation, Workspace } from "../support/terraform/workspace";

jest.setTimeout(600_000);

const root = join(__dirname, "..", "..");
const stacks = ["bootstrap", "platform", "monitoring"] as const;

/** A bootstrap is for those whose state is in S3. */
const stacksOf = (environment: string) => stacks.filter((stack) => existsSync(stackOf(environment, stack)));

interface Deployment {
  readonly variables: Readonly<Record<string, string>>;
  readonly workspace: Workspace;
  readonly initialised: Run;
  readonly validated: Validation;
  readonly planned: Plan;
  readonly applied: Run;
  readonly plannedAgain: Plan;
}

/** And one that none of them is yet: with a store of all series. */
const deployable = new Map([...environments, ["grown", grown]]);

const outputs = new Map(
  [...deployable].map(([name, environment]) => {
    const app = buildApp({ system, environment, outdir: emptyFolder() });
    app.synth();
    return [name, app.outdir];
  }),
);
const stackOf = (environment: string, stack: string) => join(outputs.get(environment) ?? "", "stacks", stack);

let terraform: Terraform;
beforeAll(async () => {
  terraform = await startTerraform();
});
afterAll(() => terraform.stop());

const deployments = new Map<string, Promise<Deployment>>();

/** Each stack once, when the first test asks for it: a test that is run alone waits for no other's. */
function deployed(environment: string, stack: (typeof stacks)[number]): Promise<Deployment> {
  const folder = stackOf(environment, stack);
  const deployment = deployments.get(folder) ?? deploy(folder);
  deployments.set(folder, deployment);
  return deployment;
}

async function deploy(stack: string): Promise<Deployment> {
  const variables = recognisable(stack);
  const workspace = terraform.workspace(stack, variables);
  return {
    variables,
    workspace,
    initialised: await workspace.init(),
    validated: await workspace.validate(),
    planned: await workspace.plan(),
    applied: await workspace.apply(),
    plannedAgain: await workspace.plan(),
  };
}

describe.each(
  [...deployable.keys()].flatMap((environment) => stacksOf(environment).map((stack) => ({ environment, stack }))),
)("the stack $stack of $environment", ({ environment, stack }) => {
  it("is valid, plans, applies, and has nothing left to do afterwards", async () => {
    const { initialised, validated, planned, applied, plannedAgain } = await deployed(environment, stack);
    expect(initialised).toMatchObject({ exitCode: 0, stderr: "" });
    expect(validated).toMatchObject({ valid: true, diagnostics: [] });
    expect(planned).toMatchObject({ exitCode: 2, stderr: "" });
    expect(applied).toMatchObject({ exitCode: 0, stderr: "" });
    expect(plannedAgain).toMatchObject({ exitCode: 0, changes: [] });
  });
});

describe.each([...environments.keys()])("the monitoring of %s", (environment) => {
  it("shows none of its secrets in the plan", async () => {
    const { planned, variables } = await deployed(environment, "monitoring");
    expect(Object.keys(variables)).toContain("grafana_auth");
    for (const secret of Object.values(variables)) expect(planned.stdout).not.toContain(secret);
  });
});

describe("the stacks of production", () => {
  it("have a resource of every type whose schema the stub providers serve, and of no other: none is left unproven", () => {
    const made = stacks.flatMap((stack) => {
      const { resource } = JSON.parse(readFileSync(join(stackOf("production", stack), "cdk.tf.json"), "utf8")) as {
        resource: Record<string, unknown>;
      };
      return Object.keys(resource);
    });
    const kept = Object.entries(resourcesInUse).flatMap(([source, types]) =>
      types.map((type) => `${providerName(source)}_${type}`),
    );
    expect([...new Set(made)].sort()).toEqual(kept.sort());
  });
});

describe("the state", () => {
  it("of production holds the secrets that docs/secrets.md says it holds, and no other", async () => {
    const { variables, workspace } = await deployed("production", "monitoring");
    const state = JSON.stringify(await workspace.state());
    const held = Object.entries(variables).flatMap(([name, value]) => (state.includes(value) ? [name] : []));
    const expected = contactPoints(production)
      .flatMap(secretsOf)
      .map(({ variable }) => variable);
    expect(held.sort()).toEqual([...new Set(expected)].sort());
    const documented = readFileSync(join(root, "docs", "secrets.md"), "utf8");
    for (const name of held) expect(documented).toContain(`\`${name}\``);
    expect(held).not.toContain("grafana_auth");
    expect(held).not.toContain("elasticsearch_password");
  });
});
