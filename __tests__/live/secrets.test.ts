/**
 * Where a secret lands. Each has a value that can be recognised; then everything that a deployment leaves behind, and says
 * on its way, is searched for it. docs/secrets.md says where it is to be found, and this test that it is nowhere else.
 */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, jest } from "@jest/globals";
import { production } from "../../environments/production";
import { buildApp } from "../../synthesis/app";
import { system } from "../../system";
import { run } from "../../engines/command";
import { enginePath } from "../../engines/engine-path";
import { emptyFolder } from "../support/folder";
import type { Terraform } from "../support/terraform/terraform";
import { startTerraform } from "../support/terraform/terraform";
import { recognisable } from "../support/terraform/variables";

jest.setTimeout(180_000);

const root = join(__dirname, "..", "..");

interface Traces {
  readonly variables: Readonly<Record<string, string>>;
  /** By the place: what was written or said there. */
  readonly texts: Readonly<Record<string, string>>;
  readonly planJson: PlanJson;
}

interface PlanJson {
  readonly resource_changes: readonly {
    readonly address: string;
    readonly change: { readonly after: Tree; readonly after_sensitive: Tree };
  }[];
}

type Tree = Readonly<Record<string, unknown>>;

let terraform: Terraform;
let traces: Promise<Traces>;
beforeAll(async () => {
  terraform = await startTerraform();
  traces = deploy();
});
afterAll(() => terraform.stop());

async function deploy(): Promise<Traces> {
  const app = buildApp({ system, environment: production, outdir: emptyFolder() });
  app.synth();
  const stack = join(app.outdir, "stacks", "monitoring");
  const variables = recognisable(stack);
  const { directory, init, plan, apply } = terraform.workspace(stack, variables);
  const env = terraform.environment(variables);
  const binary = env.TERRAFORM_BINARY_NAME ?? enginePath("terraform");
  const told = (args: readonly string[], more: NodeJS.ProcessEnv = {}) =>
    run(binary, args, { cwd: directory, env: { ...env, ...more } });
  const initialised = await init();
  const planned = await plan();
  const json = await told(["show", "-json", "plan"]);
  const logged = await told(["plan", "-json", "-lock=false"], { TF_LOG: "INFO" });
  const applied = await apply();
  const output = await told(["output", "-json"]);
  return {
    variables,
    planJson: JSON.parse(json.stdout) as PlanJson,
    texts: {
      synthesized: readTree(app.outdir),
      "text of the plan": said(planned),
      "plan, as programs are told of it": logged.stdout,
      "log of Terraform": logged.stderr,
      "what init and apply say": said(initialised) + said(applied) + said(output),
      "plan in JSON": json.stdout,
      state: readFileSync(join(directory, "terraform.tfstate"), "utf8"),
    },
  };
}

const said = ({ stdout, stderr }: { readonly stdout: string; readonly stderr: string }) => stdout + stderr;

const readTree = (folder: string): string =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), "utf8"))
    .join("\n");

/** Names of variables whose value stands in a text. */
const heldBy = (text: string, variables: Traces["variables"]) =>
  Object.entries(variables).flatMap(([name, value]) => (text.includes(value) ? [name] : []));

/** The rows of the page's table: place, and which secrets are there. */
const documented = new Map(
  Array.from(
    readFileSync(join(root, "docs", "secrets.md"), "utf8").matchAll(
      /^\| ([\w ,’']+?) +\| (none|all of them|those marked above) +\|/gm,
    ),
    ([, place = "", which = ""]) => [place, which] as const,
  ),
);

describe("a secret of Terraform", () => {
  it.each([
    "synthesized",
    "text of the plan",
    "plan, as programs are told of it",
    "log of Terraform",
    "what init and apply say",
  ])("is not in this: %s", async (place) => {
    const { texts, variables } = await traces;
    expect(Object.keys(variables).length).toBeGreaterThan(4);
    expect(texts[place]?.length).toBeGreaterThan(100);
    expect(heldBy(texts[place] ?? "", variables)).toEqual([]);
    expect(documented.get(place)).toBe("none");
  });

  it("is in a saved plan, whichever it is: whoever has the plan has them all", async () => {
    const { texts, variables } = await traces;
    expect(heldBy(texts["plan in JSON"] ?? "", variables)).toEqual(Object.keys(variables));
    expect(documented.get("plan in JSON")).toBe("all of them");
  });

  it("is marked as sensitive wherever a change in the plan has it", async () => {
    const { planJson, variables } = await traces;
    const open = planJson.resource_changes.flatMap(({ address, change: { after, after_sensitive: hidden } }) =>
      heldBy(JSON.stringify(withoutHidden(after, hidden) ?? null), variables).map((name) => `${address} ${name}`),
    );
    expect(open).toEqual([]);
    const shown = planJson.resource_changes.flatMap(({ change }) => heldBy(JSON.stringify(change.after), variables));
    expect(shown.length).toBeGreaterThan(0);
  });

  it("is in the state where a resource has it, and nowhere else there", async () => {
    const { texts, variables } = await traces;
    const held = heldBy(texts.state ?? "", variables);
    expect(held).not.toContain("grafana_auth");
    expect(held).not.toContain("elasticsearch_password");
    expect(held).toContain("slack_token");
    expect(documented.get("state")).toBe("those marked above");
  });
});

/** What is left of a value when all that is marked is taken away. */
function withoutHidden(value: unknown, hidden: unknown): unknown {
  if (hidden === true) return undefined;
  if (Array.isArray(value))
    return value.map((child, at) => withoutHidden(child, (hidden as readonly unknown[] | undefined)?.[at]));
  if (typeof value === "object" && value !== null)
    return Object.fromEntries(
      Object.entries(value).map(([key, child]) => [key, withoutHidden(child, (hidden as Tree | undefined)?.[key])]),
    );
  return value;
}

describe("a command that finds secrets in its environment", () => {
  const planted = Object.fromEntries(
    ["TF_VAR_grafana_auth", "TF_VAR_slack_token", "AWS_SECRET_ACCESS_KEY", "GRAFANA_TOKEN"].map((name) => [
      name,
      `hush-${name}-hush`,
    ]),
  );

  it.each([
    ["npm start", ["main.ts"]],
    ["npm start, of no environment", ["main.ts", "--environment", "nowhere"]],
    ["npm run stories, not understood", ["commands/stories.ts", "--nothing"]],
    ["npm run simulate, not understood", ["commands/simulate.ts", "--nothing"]],
    ["npm run -s sbom", ["commands/sbom.ts"]],
  ])("keeps them to itself: %s", async (_, [command = "", ...args]) => {
    const outdir = emptyFolder();
    const env = { PATH: process.env.PATH, HOME: process.env.HOME, CDKTF_OUTDIR: outdir, ...planted };
    const done = await run(process.execPath, ["-r", "tsx/cjs", join(root, command), ...args], { cwd: root, env });
    const left = said(done) + readTree(outdir);
    for (const secret of Object.values(planted)) expect(left).not.toContain(secret);
  });
});
