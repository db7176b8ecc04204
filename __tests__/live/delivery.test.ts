/**
 * The whole way of a change, as the jobs of the pipeline go it: the very commands, in a clone, with the real Terraform,
 * and with providers that serve the real schemas and no server. Each test is a step, and needs those before it.
 */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, jest } from "@jest/globals";
import { exitCodes } from "../../findings/exit-codes";
import type { Planned } from "../../delivery/planned";
import type { SavedPlan } from "../../delivery/plan-json";
import { summaryOf } from "../../delivery/summary";
import type { Run } from "../../engines/command";
import { run } from "../../engines/command";
import { enginePath } from "../../engines/engine-path";
import { interfere } from "../support/delivery/interference";
import type { Project } from "../support/delivery/project";
import { project } from "../support/delivery/project";
import { startDouble } from "../support/doctor/double";
import { heldBy } from "../support/held-by";
import type { Terraform } from "../support/terraform/terraform";
import { startTerraform } from "../support/terraform/terraform";

jest.setTimeout(300_000);

const secrets = { grafana_auth: "hush-grafana", elasticsearch_password: "hush-elasticsearch" };
const here = ["--environment", "local"];

let terraform: Terraform;
let clone: Project;
let env: NodeJS.ProcessEnv;
beforeAll(async () => {
  [terraform, clone] = await Promise.all([startTerraform(), project()]);
  env = terraform.environment(secrets);
});
afterAll(() => terraform.stop());

// A workspace that somebody works in otherwise has another state, of which nothing is deployed.
const command = (name: string, ...args: string[]): Promise<Run> =>
  clone.command(name, [...here, ...args], { ...env, TF_WORKSPACE: "elsewhere" });
const plans = (file: string) => join(clone.folder, "cdktf.out", "plans", "local", file);
const planned = () => JSON.parse(readFileSync(plans("plan.json"), "utf8")) as Planned;
const stackOf = (name: string) => planned().stacks.find((stack) => stack.name === name);
const total = ({ stacks }: Planned) =>
  stacks.reduce((sum, { changes }) => sum + Object.values(changes).flat().length, 0);

describe("a change on its way", () => {
  let base: string;
  let reviewed: string;

  it("is synthesized and planned: of nothing deployed everything is to be created", async () => {
    expect(await command("plan", "--read-only")).toMatchObject({ exitCode: 0 });
    const { environment, refreshed, stacks } = planned();
    expect({ environment, refreshed, names: stacks.map(({ name }) => name) }).toEqual({
      environment: "local",
      refreshed: false,
      names: ["platform", "monitoring"],
    });
    for (const { changes } of stacks) {
      expect(changes.create.length).toBeGreaterThan(5);
      expect([...changes.update, ...changes.replace, ...changes.destroy]).toEqual([]);
    }
  });

  it("is told in a comment that GitHub takes, with both plans and none of the secrets", async () => {
    const { exitCode, stdout } = await command("comment");
    expect(exitCode).toBe(0);
    expect(stdout).toContain(`### local: ${total(planned())} to create`);
    expect(stdout).toContain("Terraform's plan: local, platform");
    expect(stdout).toMatch(/_[\d,]+ lines were left out/);
    expect(stdout.length).toBeLessThan(65_000);
    expect(heldBy(stdout, secrets)).toEqual([]);
  });

  it("is posted there with as little; where GitHub does not take it, that has an exit code of its own", async () => {
    const sent: string[] = [];
    let takes = false;
    const hub = await startDouble([
      ({ method, path, body }) => {
        sent.push(`${method} ${path} ${body}`);
        const no = { status: 403, body: { message: "Resource not accessible by integration" } };
        return takes ? { status: 200, body: method === "GET" ? [] : {} } : no;
      },
    ]);
    const token = "hush-github";
    const known = { ...env, GITHUB_API_URL: hub.url, GITHUB_REPOSITORY: "example/monitoring", GITHUB_TOKEN: token };
    const post = () => clone.command("comment", [...here, "--post", "--pull-request", "7"], known);
    const refused = await post();
    takes = true;
    const taken = await post();
    await hub.stop();
    expect([refused.exitCode, refused.stdout]).toEqual([exitCodes["comment-not-posted"], ""]);
    expect(refused.stderr).toContain("403 to GET issues/7/comments: Resource not accessible by integration");
    expect([taken.exitCode, taken.stdout, taken.stderr]).toEqual([0, "", ""]);
    expect(sent.at(-1)).toMatch(/^POST \/repos\/example\/monitoring\/issues\/7\/comments .*### local: \d+ to create/);
    expect(heldBy([refused.stderr, ...sent].join("\n"), { ...secrets, token })).toEqual([]);
  });

  it("is planned by `cdktf diff` alike, to the last value", async () => {
    const cdktf = join(clone.folder, "node_modules", ".bin", "cdktf");
    const place = { cwd: clone.folder, env: { ...env, ENVIRONMENT: "local" } };
    expect(await run(cdktf, ["diff", "platform", "--skip-provider-lock"], place)).toMatchObject({ exitCode: 0 });
    const stack = join(clone.folder, "cdktf.out", "stacks", "platform");
    const { stdout } = await run(enginePath("terraform"), ["show", "-json", "plan"], { cwd: stack, env });
    expect(summaryOf(JSON.parse(stdout) as SavedPlan).digest).toBe(stackOf("platform")?.digest);
  });

  it("is applied as it was saved, the platform first", async () => {
    reviewed = readFileSync(plans("plan.json"), "utf8");
    const { exitCode, stdout, stderr } = await command("apply");
    expect({ exitCode, stdout }).toEqual({ exitCode: 0, stdout: "Applied: platform, then monitoring.\n" });
    expect(stderr.indexOf("applies local/platform")).toBeLessThan(stderr.indexOf("applies local/monitoring"));
    expect(heldBy(stdout + stderr, secrets)).toEqual([]);
  });

  it("leaves nothing to do: the second plan is empty, for `cdktf diff` too", async () => {
    expect(await command("plan")).toMatchObject({
      exitCode: 0,
      stdout: "local/platform  nothing to do\nlocal/monitoring  nothing to do\n",
    });
    const place = { cwd: clone.folder, env: { ...env, ENVIRONMENT: "local" } };
    const cdktf = join(clone.folder, "node_modules", ".bin", "cdktf");
    const { stdout } = await run(cdktf, ["diff", "platform", "--skip-provider-lock"], place);
    expect(stdout).toContain("No changes.");
  });

  it("is not applied a second time from the plan of before: that is stale, and nothing is changed", async () => {
    const file = join(clone.folder, "reviewed.json");
    const { stacks, ...rest } = JSON.parse(reviewed) as Planned;
    // The plans lie there of the state as it is now; what was reviewed is of the state before.
    const now = planned();
    const old = stacks.map((stack, at) => ({ ...now.stacks[at], state: stack.state }));
    writeFileSync(file, JSON.stringify({ ...rest, stacks: old }));
    const { exitCode, stderr } = await command("apply", "--reviewed", file);
    expect(exitCode).toBe(32);
    expect(stderr).toContain("plan-stale  local/platform");
  });

  it("changes, and is told in its meaning: which threshold, from what to what", async () => {
    base = await clone.commit("As it is deployed");
    clone.edit("system/shop.ts", "within: milliseconds(500)", "within: milliseconds(400)");
    clone.edit("environments/local.ts", "memory: mebibytes(512),", "memory: mebibytes(640),");
    const { exitCode, stdout } = await clone.command("diff", ["--base", base, "--markdown", ...here], env);
    expect(exitCode).toBe(0);
    expect(stdout).toContain("shop-api");
    expect(stdout).toContain("`95 % within 500 ms` → `95 % within 400 ms`");
    expect(stdout).toContain("`512Mi` → `640Mi`");
  });

  it("is planned again, as no more than that", async () => {
    expect(await command("plan")).toMatchObject({ exitCode: 0 });
    expect(stackOf("platform")?.changes).toMatchObject({ create: [], replace: [], destroy: [] });
    expect(stackOf("platform")?.changes.update).toEqual(["helm_release.grafana"]);
    expect(stackOf("monitoring")?.changes.update.length).toBeGreaterThan(0);
    expect(stackOf("monitoring")?.changes).toMatchObject({ replace: [], destroy: [] });
  });

  it("is not applied if somebody else's plan was reviewed", async () => {
    const { stacks } = planned();
    const file = join(clone.folder, "reviewed.json");
    const other = { ...planned(), stacks: stacks.map((stack) => ({ ...stack, digest: "0".repeat(64) })) };
    writeFileSync(file, JSON.stringify(other));
    const { exitCode, stderr } = await command("apply", "--reviewed", file);
    expect(exitCode).toBe(31);
    expect(stderr).toContain("plan-not-reviewed  local/platform");
    expect(stderr).toContain("plan-not-reviewed  local/monitoring");
    expect(stderr).not.toContain("applies");
  });

  it("stops in the middle if a server does, and says what was done, what was not, and how to go on", async () => {
    const [refusedType = ""] = [
      ...new Set(stackOf("monitoring")?.changes.update.map((address) => address.split(".")[0])),
    ];
    const broken = await interfere(env, {
      source: refusedType.startsWith("grafana") ? "grafana/grafana" : "elastic/elasticstack",
      refuses: { [refusedType]: "status: 503, body: upstream connect error, connection refused" },
    });
    const { exitCode, stdout, stderr } = await clone.command("apply", here, broken.env);
    broken.stop();
    expect(heldBy(stdout + stderr, secrets)).toEqual([]);
    expect(exitCode).toBe(40);
    expect(stderr).toContain("apply-incomplete  local/monitoring");
    expect(stderr).toContain(`failed: `);
    expect(stderr).toContain("api-unreachable  local/monitoring");
    expect(stderr).toContain("platform  helm_release.grafana: Modifications complete");
    expect(stderr).not.toMatch(/^\s+at /m);
  });

  it("goes on from there: only the rest is planned, applied, and then nothing is left", async () => {
    expect(await command("plan")).toMatchObject({ exitCode: 0 });
    expect(total({ ...planned(), stacks: [stackOf("platform")].flatMap((one) => one ?? []) })).toBe(0);
    expect(await command("apply")).toMatchObject({ exitCode: 0, stdout: "Applied: monitoring.\n" });
    expect(await command("drift")).toMatchObject({ exitCode: 0, stdout: "local is as it was deployed.\n" });
  });

  it("shows by night, when somebody removed something by another way", async () => {
    const removed = await interfere(env, { source: "grafana/grafana", gone: ["grafana_folder"] });
    const { exitCode, stdout } = await clone.command("drift", here, removed.env);
    removed.stop();
    expect(exitCode).toBe(2);
    expect(stdout).toMatch(/### local: \d+ to create/);
    expect(stdout).toContain("grafana_folder");
    expect(stdout).toContain("Somebody changed local by another way");
  });

  it("left no secret in a file that is not made to hold them", () => {
    expect(existsSync(plans("plan.json"))).toBe(true);
    for (const file of ["plan.json", "platform.txt", "monitoring.txt"])
      expect(heldBy(readFileSync(plans(file), "utf8"), secrets)).toEqual([]);
  });
});
