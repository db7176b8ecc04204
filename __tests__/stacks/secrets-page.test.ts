/**
 * docs/secrets.md against what is synthesized: a pod whose Secret or ConfigMap is missing does not start, and its
 * release is undone.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "@jest/globals";
import { environments } from "../../environments";
import type { Environment } from "../../environments/environment";
import { production } from "../../environments/production";
import { buildApp } from "../../synthesis/app";
import { system } from "../../system";
import { emptyFolder } from "../support/folder";
import { readStack, resourcesOf, valuesOf } from "../support/synthesized";

/** Under which keys charts are told the name of what is there already: as a text, or as `name`. */
const references: Readonly<Record<string, "Secret" | "ConfigMap">> = {
  existingSecret: "Secret",
  secretName: "Secret",
  passwordSecret: "Secret",
  secret: "Secret",
  "nginx.ingress.kubernetes.io/proxy-ssl-secret": "Secret",
  secretKeyRef: "Secret",
  keySecret: "Secret",
  configMap: "ConfigMap",
  configMapKeyRef: "ConfigMap",
};

/** Keys that are named like a reference, and are none: they hold one. */
const holders = [
  "secret",
  "GF_SECURITY_SECRET_KEY",
  "extraEnvSecrets",
  "extraSecretMounts",
  "extraConfigmapMounts",
  "GF_AUTH_GENERIC_OAUTH_CLIENT_SECRET",
  "secretMounts",
  "useExistingSecrets",
];

function referredToIn(tree: unknown): string[] {
  if (typeof tree !== "object" || tree === null) return [];
  return Object.entries(tree).flatMap(([key, value]: [string, unknown]) => {
    const kind = references[key];
    const name = typeof value === "string" ? value : (value as { name?: unknown } | null)?.name;
    // nginx wants the namespace before it.
    if (kind && typeof name === "string") return [`${kind} ${name.replace(/^.*\//, "")}`];
    if (/secret|configmap/i.test(key) && !holders.includes(key)) throw new Error(`${key}: a reference, or a holder?`);
    return referredToIn(value);
  });
}

function referredTo(environment: Environment): string[] {
  return namedIn(environment).filter((name) => !madeThere.includes(name));
}

function namedIn(environment: Environment): string[] {
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

const page = readFileSync(join(__dirname, "..", "..", "docs", "secrets.md"), "utf8");

/** The rows of the page's table of what nobody has to make. */
const madeThere = Array.from(
  page.matchAll(/^\| `([\w-]+)` +\| (?:the operator|cert-manager|the release `\w+`) +\|(.*)$/gm),
  ([, name = "", rest = ""]) => `${rest.includes("a ConfigMap") ? "ConfigMap" : "Secret"} ${name}`,
);

/** The rows of the page's table: kind, name, environments. */
function documented(environment: string): string[] {
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

  it("tells of no Secret that makes itself and that nobody needs", () => {
    expect(madeThere.length).toBeGreaterThan(0);
    expect(namedIn(production)).toEqual(expect.arrayContaining(madeThere));
  });
});
