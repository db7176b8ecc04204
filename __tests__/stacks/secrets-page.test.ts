/** docs/secrets.md against what is synthesized: a pod whose Secret or ConfigMap is missing does not start, and its release is undone. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "@jest/globals";
import { environments } from "../../environments";
import type { Environment } from "../../environments/environment";
import { buildApp } from "../../synthesis/app";
import { system } from "../../system";
import { emptyFolder } from "../support/folder";
import { readStack, resourcesOf, valuesOf } from "../support/synthesized";

/** Under which keys charts are told the name of what is there already: as a text, or as `name`. */
const references: Readonly<Record<string, "Secret" | "ConfigMap">> = {
  existingSecret: "Secret",
  secretName: "Secret",
  passwordSecret: "Secret",
  secretKeyRef: "Secret",
  configMap: "ConfigMap",
  configMapKeyRef: "ConfigMap",
};

/** Keys that are named like a reference, and are none: they hold one. */
const holders = ["secret", "GF_SECURITY_SECRET_KEY"];

function referredToIn(tree: unknown): string[] {
  if (typeof tree !== "object" || tree === null) return [];
  return Object.entries(tree).flatMap(([key, value]: [string, unknown]) => {
    const kind = references[key];
    const name = typeof value === "string" ? value : (value as { name?: unknown } | null)?.name;
    if (kind && typeof name === "string") return [`${kind} ${name}`];
    if (/secret|configmap/i.test(key) && !holders.includes(key)) throw new Error(`${key}: a reference, or a holder?`);
    return referredToIn(value);
  });
}

function referredTo(environment: Environment): string[] {
  const { outdir } = synthesized(environment);
  const all = ["platform", "monitoring"].flatMap((stack) =>
    resourcesOf(readStack(readFileSync(join(outdir, "stacks", stack, "cdk.tf.json"), "utf8")), "helm_release"),
  );
  return [...new Set(all.flatMap(([, release]) => referredToIn(valuesOf(release))))].sort();
}

function synthesized(environment: Environment) {
  const app = buildApp({ system, environment, outdir: emptyFolder() });
  app.synth();
  return app;
}

/** The rows of the page's table: kind, name, environments. */
function documented(environment: string): string[] {
  const page = readFileSync(join(__dirname, "..", "..", "docs", "secrets.md"), "utf8");
  const rows = page.matchAll(/^\| `([\w-]+)` +\| (Secret|ConfigMap) +\|[^|]+\| ([^|]+?) +\|/gm);
  return Array.from(rows, ([, name = "", kind = "", where = ""]) => ({ name, kind, where }))
    .filter(({ where }) => where === "all" || where.split(", ").includes(environment))
    .map(({ kind, name }) => `${kind} ${name}`)
    .sort();
}

describe("docs/secrets.md", () => {
  it.each([...environments])(
    "has each Secret and ConfigMap that pods of %s need, and no other",
    (name, environment) => {
      expect(documented(name)).toEqual(referredTo(environment));
    },
  );

  it("would be told apart: charts refer to some everywhere", () => {
    for (const [name] of environments) expect(documented(name)).toContain("Secret grafana-admin");
  });
});
