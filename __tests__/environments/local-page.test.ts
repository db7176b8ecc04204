/**
 * The commands of docs/local.md against what the environment needs: a guide that lacks a Secret ends in pods that do
 * not start.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "@jest/globals";
import { clusterSecrets } from "../../environments/cluster-secrets";
import { local } from "../../environments/local";
import { elasticsearchUsers } from "../../environments/names";
import { secretVariables } from "../../environments/secrets";
import { scripts } from "../../package.json";

const page = readFileSync(join(__dirname, "..", "..", "docs", "local.md"), "utf8");
const commands = Array.from(page.matchAll(/```sh\n([^]*?)```/g), ([, block = ""]) => block).join("\n");

const users = Object.keys(elasticsearchUsers);

/** Each Secret with its keys; the loop over users is walked. */
const made = Array.from(
  commands.replaceAll("\\\n", " ").matchAll(/create secret generic ("?)([\w$-]+)\1 (.*)$/gm),
  ([, , name = "", from = ""]) => ({
    name,
    keys: Array.from(from.matchAll(/--from-(?:literal|file)=([\w.-]+)=/g), ([, key = ""]) => key).sort(),
  }),
).flatMap(({ name, keys }) =>
  name.includes("$NAME") ? users.map((user) => [name.replace("$NAME", user), keys]) : [[name, keys]],
);

describe("docs/local.md", () => {
  it("makes each Secret that local needs, with its keys, and no other", () => {
    expect(made.sort()).toEqual(clusterSecrets(local).map(({ name, keys }) => [name, Object.keys(keys).sort()]));
  });

  it("sets each variable that local needs, and no other", () => {
    const set = Array.from(commands.matchAll(/export TF_VAR_(\w+)=/g), ([, name]) => name);
    expect(set.sort()).toEqual(secretVariables(local));
  });

  it("sends spans in the clear, as collectors without certificates take them, and leads to how", () => {
    expect(local.certificates).toBeUndefined();
    expect(page).toContain("`http://red-shop-api.monitoring.svc:4318`");
    expect(page).toContain("(spans.md)");
  });

  it("names a context, and commands, that there are", () => {
    expect(page).toContain(`its context is called ${local.kubernetes.context}`);
    const run = Array.from(page.matchAll(/npm run (?:-s )?([\w:-]+)/g), ([, name = ""]) => name);
    expect(run.filter((name) => !(name in scripts))).toEqual([]);
    expect(run.length).toBeGreaterThan(3);
  });
});
