import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "@jest/globals";
import type { Manifest } from "../../../commands/secrets/manifests";
import { externalSecrets } from "../../../commands/secrets/manifests";
import { environments } from "../../../environments";
import { clusterSecrets } from "../../../environments/cluster-secrets";
import { production } from "../../../environments/production";
import { isBootstrapped } from "../../../environments/state";
import { elasticsearchRole, elasticsearchUsers } from "../../../environments/names";
import { fillsSecrets } from "../../../iam/secrets";
import { allows } from "../../support/iam";

const page = readFileSync(join(__dirname, "..", "..", "..", "docs", "secrets.md"), "utf8");

/** The rows of the table in docs/secrets.md, whose names another test compares with what is synthesized. */
const documented = Array.from(
  page.matchAll(/^\| `([\w-]+)` +\| Secret +\| ([^|]+?) +\| ([^|]+?) +\|/gm),
  ([, name = "", keys = "", where = ""]) => ({ name, keys, where }),
);

const namesIn = (text: string) => Array.from(text.matchAll(/`([\w.-]+)`/g), ([, name = ""]) => name);

describe("the Secrets of an environment", () => {
  it.each([...environments])("%s are those that docs/secrets.md tells of, with the same keys", (name, environment) => {
    const here = documented.filter(({ where }) => where === "all" || where.split(", ").includes(name));
    // The keys that only some environments need stand behind "and in …".
    const keysIn = (keys: string) => namesIn(environment.grafana.database ? keys : keys.replace(/, and in .*/, ""));
    expect(clusterSecrets(environment).map((secret) => [secret.name, Object.keys(secret.keys).sort()])).toEqual(
      here.map((row) => [row.name, keysIn(row.keys).sort()]).sort(),
    );
  });

  it("are kept one by one, under the names of the keys, but for what is no secret or a variable already", () => {
    const terraform = clusterSecrets(production).find(({ name }) => name === elasticsearchUsers.terraform);
    expect(terraform?.keys).toEqual({
      username: { text: "terraform" },
      roles: { text: elasticsearchRole("terraform") },
      password: { variable: "elasticsearch_password" },
    });
  });
});

interface External {
  readonly target: { readonly name: string; readonly template?: { readonly data?: object; readonly type?: string } };
  readonly data: readonly { readonly secretKey: string; readonly remoteRef: { readonly key: string } }[];
}

describe("the manifests for the External Secrets Operator", () => {
  if (!isBootstrapped(production)) throw new Error("production has a bootstrap");
  const environment = production;
  const manifests = externalSecrets(environment);
  const externals = manifests.filter(({ kind }) => kind === "ExternalSecret") as (Manifest & { spec: External })[];

  it("make each Secret with exactly its keys", () => {
    const made = externals.map(({ spec: { target, data } }) => [
      target.name,
      [...data.map(({ secretKey }) => secretKey), ...Object.keys(target.template?.data ?? {})].sort(),
    ]);
    expect(made).toEqual(clusterSecrets(environment).map(({ name, keys }) => [name, Object.keys(keys).sort()]));
  });

  it("read what the role may read, and the role may read nothing else", () => {
    const policy = fillsSecrets(environment);
    const keys = new Set(externals.flatMap(({ spec }) => spec.data.map(({ remoteRef }) => remoteRef.key)));
    const arn = (key: string) => `arn:aws:secretsmanager:eu-central-1:222222222222:secret:${key}-AbC123`;
    for (const key of keys)
      expect(allows(policy, { action: "secretsmanager:GetSecretValue", resource: arn(key) })).toBe(true);
    expect(policy.Statement.flatMap(({ Resource = [] }) => Resource)).toHaveLength(keys.size);
  });

  it("are these", () => {
    const shown = [
      "external-secrets",
      "aws-secrets-manager",
      "elasticsearch-terraform",
      "grafana-admin",
      "grafana-tls",
    ];
    expect(manifests.filter(({ metadata }) => shown.includes(metadata.name))).toMatchSnapshot();
  });
});
