/** What actionlint does not see: who may do what, where, and that the commands are those that there are. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { runInNewContext } from "node:vm";
import { describe, expect, it } from "@jest/globals";
import { parse } from "yaml";
import { exitCodes } from "../../findings/exit-codes";
import type { CommandName } from "../../commands/delivery/options";
import { readOptions } from "../../commands/delivery/options";
import { pins } from "../../engines/pins";
import { inRange, versionIn } from "../../engines/version";
import { environments } from "../../environments";
import { pipelineRoles, roleArn } from "../../environments/roles";
import { isBootstrapped } from "../../environments/state";
import manifest from "../../package.json";

const root = join(__dirname, "..", "..");
const folder = join(root, ".github", "workflows");

interface Step {
  readonly uses?: string;
  readonly run?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly with?: Readonly<Record<string, unknown>>;
}
interface Job {
  readonly if?: string;
  readonly needs?: string | readonly string[];
  readonly uses?: string;
  readonly with?: Readonly<Record<string, string>>;
  readonly environment?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly permissions?: Readonly<Record<string, string>>;
  readonly concurrency?: { readonly group: string; readonly "cancel-in-progress": boolean };
  readonly "timeout-minutes"?: number;
  readonly strategy?: { readonly matrix?: { readonly include?: readonly Readonly<Record<string, string>>[] } };
  readonly steps?: readonly Step[];
}
interface Workflow {
  readonly on: string | Readonly<Record<string, unknown>>;
  readonly permissions?: unknown;
  readonly jobs: Readonly<Record<string, Job>>;
}

const files = readdirSync(folder).sort();
const textOf = (file: string) => readFileSync(join(folder, file), "utf8");
const workflows = new Map(files.map((file) => [file, parse(textOf(file)) as Workflow]));
const jobs = [...workflows].flatMap(([file, workflow]) =>
  Object.entries(workflow.jobs).map(([name, job]) => ({ file, place: `${file} › ${name}`, job })),
);
const steps = jobs.flatMap(({ place, job }) => (job.steps ?? []).map((step) => ({ place, step })));
const commands = steps.flatMap(({ place, step }) => (step.run === undefined ? [] : [{ place, run: step.run }]));
const everything = files.map(textOf).join("\n");

describe("the workflows", () => {
  it("use actions by the digest of a commit, with the version beside it, and each in one version", () => {
    const used = Array.from(everything.matchAll(/uses: (.*)$/gm), ([, action = ""]) => action);
    const foreign = used.filter((action) => !action.startsWith("./"));
    expect(foreign.length).toBeGreaterThan(10);
    for (const action of foreign) expect(action).toMatch(/^[\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
    const names = [...new Set(foreign)].map((action) => action.split("@")[0]);
    expect(names).toEqual([...new Set(names)]);
  });

  it("give no rights but to a job, and to each only what it needs", () => {
    for (const [file, { permissions }] of workflows) expect({ file, permissions }).toEqual({ file, permissions: {} });
    const rights = Object.fromEntries(
      jobs.map(({ place, job: { permissions = {} } }) => [
        place,
        Object.entries(permissions).map(([scope, access]) => `${scope}: ${access}`),
      ]),
    );
    const read = ["contents: read"];
    const takesRole = [...read, "id-token: write"];
    const asksGitHub = [...takesRole, "actions: read"];
    expect(rights).toEqual({
      // No job of a workflow that is called has more than the job that calls it.
      "deploy.yml › staging": expect.arrayContaining(asksGitHub),
      "deploy.yml › production": expect.arrayContaining(asksGitHub),
      "drift.yml › drift": [...takesRole, "issues: write"],
      "environment.yml › plan": takesRole,
      "environment.yml › apply": asksGitHub,
      "environment.yml › doctor": takesRole,
      "pull-request.yml › check": read,
      "pull-request.yml › test": read,
      "pull-request.yml › audit": read,
      "pull-request.yml › plan": [...takesRole, "pull-requests: write"],
    });
  });

  it("begin when they should: of a pull request, of what is merged, every night, and of each other", () => {
    const begun = Object.fromEntries([...workflows].map(([file, { on }]) => [file, on]));
    expect(begun).toMatchObject({
      "pull-request.yml": "pull_request",
      "deploy.yml": { push: { branches: ["main"] } },
      "drift.yml": { schedule: [{ cron: "23 3 * * *" }] },
    });
    expect(Object.keys(begun["environment.yml"] as object)).toEqual(["workflow_call"]);
  });

  it("run these commands of the repository, job by job", () => {
    const run = jobs.map(({ place, job }) => [
      place,
      (job.steps ?? []).flatMap((step) => step.run?.match(/npm (run|start|test).*/g) ?? []),
    ]);
    expect(Object.fromEntries(run)).toMatchInlineSnapshot(`
     {
       "deploy.yml › production": [],
       "deploy.yml › staging": [],
       "drift.yml › drift": [
         "npm run drift -- --environment "$ENVIRONMENT" --post",
       ],
       "environment.yml › apply": [
         "npm run approval -- --environment "$ENVIRONMENT"",
         "npm run apply -- --environment "$ENVIRONMENT" --keep "$GITHUB_RUN_ID" --reviewed "$RUNNER_TEMP/reviewed.json" --approved",
       ],
       "environment.yml › doctor": [
         "npm run doctor -- --environment "$ENVIRONMENT" --wait 10",
       ],
       "environment.yml › plan": [
         "npm run plan -- --environment "$ENVIRONMENT" --keep "$GITHUB_RUN_ID"",
         "npm run -s comment -- --environment "$ENVIRONMENT" >> "$GITHUB_STEP_SUMMARY"",
       ],
       "pull-request.yml › audit": [
         "npm run audit",
       ],
       "pull-request.yml › check": [
         "npm run check",
         "npm start -- --environment local",
         "npm start -- --environment staging",
         "npm start -- --environment production",
       ],
       "pull-request.yml › plan": [
         "npm run plan -- --environment staging --read-only",
         "npm run plan -- --environment production --read-only",
         "npm run -s diff -- --base HEAD^1 --markdown > "$RUNNER_TEMP/meaning.md"",
         "npm run comment -- --environment staging --environment production --meaning "$RUNNER_TEMP/meaning.md" --post --pull-request "$NUMBER"",
       ],
       "pull-request.yml › test": [
         "npm test",
       ],
     }
    `);
  });

  it("hold no secret of GitHub's, run nothing of a fork's with rights, and leave no token in the clone", () => {
    expect(everything).not.toMatch(/secrets\.|secrets: |pull_request_target|workflow_run/);
    const guarded = jobs.filter(
      ({ file, job }) => file === "pull-request.yml" && "id-token" in (job.permissions ?? {}),
    );
    expect(guarded.map(({ job }) => job.if?.includes("head.repo.full_name == github.repository"))).toEqual([true]);
    const checkouts = steps.filter(({ step }) => step.uses?.startsWith("actions/checkout@"));
    for (const { place, step } of checkouts)
      expect({ place, keeps: step.with?.["persist-credentials"] }).toEqual({ place, keeps: false });
  });

  it("put nothing into a script: what somebody may have written comes by a variable", () => {
    for (const { place, run } of commands)
      expect({ place, holds: run.includes("${{") }).toEqual({ place, holds: false });
  });

  it("end by themselves, and stop no apply: an environment has one run at a time, of plan and apply together", () => {
    for (const { place, job } of jobs)
      expect({ place, ends: job.uses !== undefined || (job["timeout-minutes"] ?? 999) <= 75 }).toEqual({
        place,
        ends: true,
      });
    const deploy = workflows.get("deploy.yml")?.jobs ?? {};
    expect(Object.values(deploy).map(({ concurrency }) => concurrency)).toEqual(
      ["staging", "production"].map((name) => ({ group: `deploy-${name}`, "cancel-in-progress": false })),
    );
  });

  it("ask for an approval after the plan, and let nothing else into the role that deploys", () => {
    const environments = jobs.map(({ place, job }) => [place, job.environment]).filter(([, named]) => named);
    expect(environments).toEqual([["environment.yml › apply", "${{ inputs.environment }}"]]);
    const deploying = steps.filter(({ step }) => String(step.with?.["role-to-assume"]).endsWith("-monitoring-deploy"));
    expect(deploying.map(({ place }) => place)).toEqual(["environment.yml › apply"]);
  });
});

describe("the job that applies", () => {
  const { apply } = workflows.get("environment.yml")?.jobs ?? {};

  it("asks GitHub whether anybody is asked, each time that it runs and before it takes the role", () => {
    const asks = apply?.steps?.findIndex(({ run }) => run === 'npm run approval -- --environment "$ENVIRONMENT"') ?? -1;
    const takes = apply?.steps?.findIndex((step) => step.with?.["role-to-assume"] !== undefined) ?? -1;
    expect([asks, takes]).toEqual([takes - 1, expect.any(Number)]);
    expect(asks).toBeGreaterThan(0);
    expect(apply?.steps?.[asks]?.env).toEqual({ GITHUB_TOKEN: "${{ github.token }}" });
    expect(apply?.env?.ENVIRONMENT).toBe(apply?.environment);
  });

  it("is the only one that says that it was approved, and says so of every environment", () => {
    const saying = commands.filter(({ run }) => run.includes("--approved"));
    expect(saying.map(({ place }) => place)).toEqual(["environment.yml › apply"]);
  });
});

describe("production", () => {
  const { staging, production } = workflows.get("deploy.yml")?.jobs ?? {};
  const { plan, apply, doctor } = workflows.get("environment.yml")?.jobs ?? {};
  const outcome = (job: Job | undefined, needs: object): unknown =>
    runInNewContext((job?.if ?? "false").replace(/^\$\{\{(.*)\}\}$/, "$1"), { needs, cancelled: () => false });
  const planned = (changes: string, result = "success") => ({ result, outputs: { changes } });

  it("waits for staging, and for its doctor, who is the last to come", () => {
    expect([production?.needs, staging?.uses]).toEqual(["staging", "./.github/workflows/environment.yml"]);
    expect([plan?.needs, apply?.needs, doctor?.needs]).toEqual([undefined, ["plan"], ["plan", "apply"]]);
    expect(doctor?.steps?.at(-1)?.run).toMatch(/^npm run doctor /);
    expect(apply?.steps?.at(-1)?.run).toMatch(/^exec npm run apply /);
  });

  it.each([
    ["after an apply", "success", "3", true],
    ["also where nothing was to be done, for it may have been left ill", "skipped", "0", true],
    ["but not after an apply that failed", "failure", "3", false],
    ["nor where it was not let in", "skipped", "3", false],
  ])("has the doctor called %s", (_, applied, changes, isCalled) => {
    expect(outcome(doctor, { plan: planned(changes), apply: { result: applied } })).toBe(isCalled);
    expect(outcome(doctor, { plan: planned(changes, "failure"), apply: { result: "skipped" } })).toBe(false);
  });

  it("begins if all of staging succeeded, though a job there was skipped, and else never", () => {
    const begins = (result: string) => outcome(production, { staging: { result } });
    expect(["success", "failure", "cancelled", "skipped"].map(begins)).toEqual([true, false, false, false]);
  });
});

describe("what the workflows know of the environments", () => {
  const remote = [...environments.values()].filter(isBootstrapped);
  const known = remote.map(({ name, cluster, aws }) => ({ environment: name, cluster, account: aws.accountId }));

  it("is what environments/ says, of every one that has its state in S3", () => {
    const deployed = Object.values(workflows.get("deploy.yml")?.jobs ?? {}).map((job) => job.with);
    expect(deployed).toEqual(known.map((one, at) => ({ ...one, region: remote[at]?.aws.region })));
    expect(workflows.get("drift.yml")?.jobs.drift?.strategy?.matrix?.include).toEqual(known);
  });

  it("are roles that bootstrap makes", () => {
    const made = remote.flatMap((one) => pipelineRoles.map((role) => roleArn(one, one.aws, role)));
    const taken = steps.flatMap(({ step }) => {
      const role = step.with?.["role-to-assume"];
      if (typeof role !== "string") return [];
      return known.map(({ account, cluster }) =>
        role.replace(/\$\{\{ \w+\.account \}\}/, account).replace(/\$\{\{ \w+\.cluster \}\}/, cluster),
      );
    });
    expect(new Set(taken)).toEqual(new Set(made));
    const regions = new Set(remote.map(({ aws }) => aws.region));
    for (const [, region = ""] of everything.matchAll(/^ +(?:aws-)?region: ([a-z]+-\S+)$/gm))
      expect(regions).toContain(region);
  });
});

describe("the commands of the workflows", () => {
  const called = commands.flatMap(({ run }) =>
    Array.from(
      run.replace(/\s+/g, " ").matchAll(/npm (run (?:-s )?[\w:-]+|start|test|ci)((?: -- [^|>&]*)?)/g),
      (match) => ({
        script: (match[1] ?? "").replace(/^run (-s )?/, ""),
        args: (match[2] ?? "").replace(/^ -- /, "").trim(),
      }),
    ),
  );

  it("are scripts of package.json, which docs/delivery.md tells of", () => {
    const scripts = [...new Set(called.map(({ script }) => script))].filter((script) => script !== "ci");
    expect(scripts.length).toBeGreaterThan(8);
    const page = readFileSync(join(root, "docs", "delivery.md"), "utf8");
    for (const script of scripts) {
      expect(Object.keys(manifest.scripts)).toContain(script);
      expect(page).toMatch(new RegExp(`npm (run )?(-s )?${script}\\b`));
    }
  });

  it.each(["plan", "approval", "apply", "comment", "drift"] satisfies CommandName[])(
    "understand %s with the options it is given",
    (name) => {
      const asked = called.filter(({ script }) => script === name);
      expect(asked.length).toBeGreaterThan(0);
      for (const { args } of asked) {
        const words = args
          .split(" ")
          .map((word) => (word.startsWith('"$') ? (word.includes("/") ? "file" : "7") : word));
        expect(readOptions(name, words, {}).findings).toEqual([]);
      }
    },
  );

  it("run on versions that fit", () => {
    for (const { step } of steps) {
      const terraform = step.with?.terraform_version;
      if (typeof terraform === "string")
        expect(inRange(versionIn(terraform) ?? [0, 0, 0], pins.terraform.fits)).toBe(true);
      const node = step.with?.["node-version"];
      if (node !== undefined) expect([manifest.engines.node, node]).toEqual([">=20.19 <23", 22]);
    }
  });

  it("end with exit codes that a shell can hold", () => {
    for (const code of Object.values(exitCodes)) expect(code).toBeLessThan(126);
  });
});
