/**
 * Where a secret lands. Each has a value that can be recognised; then everything that a deployment leaves behind, and
 * says on its way, is searched for it. docs/secrets.md says where it is to be found, and this test that it is nowhere
 * else.
 */
import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { afterAll, beforeAll, describe, expect, it, jest } from "@jest/globals";
import { production } from "../../environments/production";
import { secretVariables } from "../../environments/secrets";
import { buildApp } from "../../synthesis/app";
import { system } from "../../system";
import { run } from "../../engines/command";
import { enginePath } from "../../engines/engine-path";
import type { Project } from "../support/delivery/project";
import { project } from "../support/delivery/project";
import type { Double } from "../support/doctor/double";
import { startDouble } from "../support/doctor/double";
import { allWell } from "../support/doctor/well";
import { emptyFolder } from "../support/folder";
import { heldBy } from "../support/held-by";
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

/** All files of it, but for what the loader of TypeScript keeps: it is made of code, and of nothing that is told. */
const readTree = (folder: string): string =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !relative(folder, entry.parentPath).startsWith("tsx-"))
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), "utf8"))
    .join("\n");

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

describe("what is searched", () => {
  it("is searched for each spelling of a secret", () => {
    const secrets = { a: "hush-a", b: "hush-b", c: "hush-c", d: "hush-d" };
    const basic = Buffer.from("terraform:hush-c").toString("base64");
    expect(heldBy(`hush-a ${Buffer.from("hush-b").toString("base64")} Basic ${basic}`, secrets)).toEqual([
      "a",
      "b",
      "c",
    ]);
  });
});

describe("a command that finds secrets in its environment", () => {
  const planted = Object.fromEntries(
    [
      ...secretVariables(production).map((name) => `TF_VAR_${name}`),
      ...["AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN", "GITHUB_TOKEN", "GRAFANA_TOKEN"],
    ].map((name) => [name, `hush-${name}-hush`]),
  );

  /** Runs it, and searches for them what it says, and what it leaves where it may write. */
  async function expectSilence(folder: string, [command = "", ...args]: readonly string[], exitCode = 0) {
    const [outdir, temporary] = [emptyFolder(), emptyFolder()];
    const env = { PATH: process.env.PATH, HOME: process.env.HOME, TMPDIR: temporary, CDKTF_OUTDIR: outdir, ...planted };
    const done = await run(process.execPath, ["-r", "tsx/cjs", command, ...args], { cwd: folder, env });
    expect(done.exitCode).toBe(exitCode);
    expect(said(done).length).toBeGreaterThan(100);
    expect(heldBy(said(done) + readTree(outdir) + readTree(temporary), planted)).toEqual([]);
    return done;
  }

  it.each<readonly [string, readonly string[], number]>([
    ["npm start", ["main.ts"], 0],
    ["npm start, of no environment", ["main.ts", "--environment", "nowhere"], 1],
    ["npm run stories, not understood", ["commands/stories.ts", "--nothing"], 1],
    ["npm run simulate, not understood", ["commands/simulate.ts", "--nothing"], 1],
    ["npm run -s sbom", ["commands/sbom.ts"], 0],
    ["npm run capacity", ["commands/capacity.ts"], 0],
    ["npm run capacity, for programs", ["commands/capacity.ts", "--json"], 0],
    ["npm run secrets", ["commands/secrets.ts", "--environment", "production"], 0],
    ["npm run secrets, where nothing is kept", ["commands/secrets.ts", "--environment", "local"], 1],
  ])("keeps them to itself: %s", async (_, args, exitCode) => {
    await expectSilence(root, args, exitCode);
  });

  describe("and compares two commits", () => {
    let clone: Project;
    beforeAll(async () => {
      clone = await project();
      clone.edit("environments/production.ts", 'secret("slack_token")', 'secret("slack_bot_token")');
    });

    it.each(["--markdown", "--json", "--verbose"])("keeps them to itself: npm run diff %s", async (form) => {
      const { stdout } = await expectSilence(clone.folder, [
        ...["commands/diff.ts", "--base", "HEAD", "--environment", "production", form],
      ]);
      expect(stdout.includes("slack_bot_token")).toBe(true);
    });
  });

  describe("and signs in with them where all is well", () => {
    let double: Double;
    beforeAll(async () => {
      double = await startDouble([allWell(production)]);
      // Grafana itself never tells them.
      const path = "/grafana/api/v1/provisioning/contact-points";
      const usual = await (await fetch(double.url + path)).text();
      const open = usual.replaceAll("[REDACTED]", planted.TF_VAR_slack_token ?? "");
      expect(open).not.toBe(usual);
      double.interrupt((asked) => (asked.path === path ? { status: 200, body: open } : undefined));
    });
    afterAll(() => double.stop());

    it.each(["--json", "--verbose"])("keeps them to itself: npm run doctor %s", async (form) => {
      const where = ["Grafana", "Elasticsearch", "Kibana"].flatMap((program) => {
        const name = program.toLowerCase();
        return [`--${name}`, `${double.url}/${name}`];
      });
      const { stdout } = await expectSilence(root, [
        ...["commands/doctor.ts", "--environment", "production", ...where, form],
      ]);
      expect(stdout).toMatch(form === "--json" ? /"bad": 0,/ : /^production is well: \d+ good\.$/m);
    });
  });
});
