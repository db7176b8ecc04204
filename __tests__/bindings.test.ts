import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { ElasticstackProvider } from "@cdktf/provider-elasticstack/lib/provider";
import { GrafanaProvider } from "@cdktf/provider-grafana/lib/provider";
import { HelmProvider } from "@cdktf/provider-helm/lib/provider";
import { beforeAll, describe, expect, it } from "@jest/globals";
import { TerraformStack, Testing } from "cdktf";
import type { Dump, TrimmedProvider } from "../scripts/trim-schema";
import { printSchema, providerName, resourcesInUse, trimDump, trimProvider } from "../scripts/trim-schema";
import { providers } from "../versions";
import type { Dumps } from "./support/dumps";
import { folderWithDump, itMatchesDump } from "./support/dumps";
import { emptyFolder } from "./support/folder";
import { testApp } from "./support/test-app";

const root = join(__dirname, "..");
const read = (...path: string[]) => readFileSync(join(root, ...path), "utf8");
const readJson = (...path: string[]): unknown => JSON.parse(read(...path));

/** The output of `terraform providers schema -json` for a provider. */
const dumpsOf = (name: string): Dumps => ({
  variable: "PROVIDER_SCHEMAS",
  beside: "schemas",
  has: (folder) => existsSync(join(folder, `${name}.json`)) && isDump(join(folder, `${name}.json`)),
});

/** A checkout beside this one has a folder `schemas` too, with trimmed ones in it. */
const isDump = (file: string) => "provider_schemas" in (JSON.parse(readFileSync(file, "utf8")) as object);

describe.each(Object.keys(resourcesInUse))("the committed schema of %s", (source) => {
  const name = providerName(source);
  const text = read("schemas", `${name}.json`);
  const schema = JSON.parse(text) as TrimmedProvider;

  it("is trimmed: the resources in use, nothing else, in order", () => {
    expect(schema.source).toBe(source);
    expect(printSchema(trimProvider(schema))).toBe(text);
  });

  it("holds no prose: every text in it is a type, a nesting or the source", () => {
    const words = new Set(["string", "number", "bool", "list", "set", "map", "object", "single", "group", source]);
    expect(texts(schema).filter((each) => !words.has(each))).toEqual([]);
  });

  itMatchesDump("trimmed by scripts/trim-schema.ts,", dumpsOf(name), (folder) => {
    const [trimmed] = trimDump(JSON.parse(readFileSync(join(folder, `${name}.json`), "utf8")) as Dump);
    expect(trimmed && printSchema(trimmed)).toBe(text);
  });
});

const texts = (value: unknown): string[] => {
  if (typeof value === "string") return [value];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(texts) : [];
};

describe("trimming a dump", () => {
  const prose = { description: "How it is meant.", description_kind: "plain" };
  const text = { type: "string", optional: true, ...prose };
  const connection = { nesting_mode: "list", block: { attributes: { username: text }, ...prose } };
  const release = {
    version: 2,
    block: {
      ...prose,
      attributes: { name: { type: "string", required: true, optional: false, ...prose }, description: text },
      block_types: { kibana_connection: connection, set: { nesting_mode: "set", max_items: 1, block: { ...prose } } },
    },
  };
  const dump = (resources: object) =>
    ({
      provider_schemas: {
        "host.example/other/thing": {},
        "host.example/hashicorp/helm": {
          provider: { version: 0, block: prose },
          resource_schemas: resources,
          data_source_schemas: {},
        },
      },
    }) as unknown as Dump;

  it("keeps facts in alphabetical order, and an attribute that is called description", () => {
    expect(trimDump(dump({ helm_unused: release, helm_release: release }))).toEqual([
      {
        source: "hashicorp/helm",
        provider: { version: 0, block: {} },
        resource_schemas: {
          helm_release: {
            version: 2,
            block: {
              attributes: { description: { type: "string", optional: true }, name: { type: "string", required: true } },
              block_types: { set: { nesting_mode: "set", max_items: 1, block: {} } },
            },
          },
        },
      },
    ]);
    const [trimmed] = trimDump(dump({ helm_release: release }));
    expect(Object.keys(trimmed?.resource_schemas.helm_release?.block.attributes ?? {})).toEqual([
      "description",
      "name",
    ]);
  });

  it("refuses a dump that lacks a resource in use, or all providers", () => {
    expect(() => trimDump(dump({}))).toThrow("The dump of hashicorp/helm has no resource helm_release.");
    expect(() => trimDump({ provider_schemas: {} })).toThrow("The dump holds none of the providers in use: elastic/");
  });

  describe("finds the dump", () => {
    const parent = emptyFolder("dumps");
    const put = (folder: string, document: object) => {
      mkdirSync(join(parent, folder), { recursive: true });
      writeFileSync(join(parent, folder, "helm.json"), JSON.stringify(document));
    };
    beforeAll(() => {
      put("checkout/schemas", { source: "hashicorp/helm" });
      put("elsewhere/schemas", { provider_schemas: {} });
      put("named", { provider_schemas: {} });
    });

    it.each([
      ["in the folder that the variable names", join(parent, "named"), "helm", "named"],
      ["beside the checkout, and doesn't take what is trimmed for it", undefined, "helm", "elsewhere/schemas"],
      ["beside the checkout when the variable is empty", "", "helm", "elsewhere/schemas"],
      ["nowhere but in the folder that is named", join(parent, "checkout"), "helm", undefined],
      ["of no provider that was not dumped", undefined, "grafana", undefined],
    ])("%s", (_, named, name, folder) => {
      const environment = { PROVIDER_SCHEMAS: named };
      expect(folderWithDump(dumpsOf(name), join(parent, "checkout"), environment)).toBe(folder && join(parent, folder));
    });
  });
});

describe("the committed schema of aws, of which there is no dump,", () => {
  const { provider, resource_schemas } = readJson("schemas", "aws.json") as TrimmedProvider;
  const camelCase = (name: string) => name.replace(/_+(\w)/g, (_, letter: string) => letter.toUpperCase());

  it.each([
    ["the provider", AwsProvider, provider],
    ["aws_iam_role", IamRole, resource_schemas.aws_iam_role],
    ["aws_iam_role_policy", IamRolePolicy, resource_schemas.aws_iam_role_policy],
  ])("lets %s be given what its bindings take, and leave out what they let out", (_, bindings, schema) => {
    const { attributes = {}, block_types = {} } = schema?.block ?? {};
    const members = Object.getOwnPropertyNames(bindings.prototype);
    const taken = members.flatMap((member) => /^(.+)Input$/.exec(member)?.[1] ?? []);
    const leftOut = members.flatMap((member) => /^reset(.+)$/.exec(member)?.[1] ?? []);
    const given = Object.entries(attributes).filter(([, { required, optional }]) => required ?? optional);
    const notTrimmed = (name: string) => !["alias", "endpoints"].includes(name);
    expect(taken.filter(notTrimmed).sort()).toEqual(
      [...given.map(([name]) => name), ...Object.keys(block_types)].map(camelCase).sort(),
    );
    const required = given.filter(([, attribute]) => attribute.required).map(([name]) => camelCase(name));
    expect(taken.filter((name) => !leftOut.some((each) => each.toLowerCase() === name.toLowerCase()))).toEqual(
      required,
    );
  });
});

describe("the versions of the providers", () => {
  const stack = new TerraformStack(testApp(), "stack");
  for (const Provider of [AwsProvider, ElasticstackProvider, GrafanaProvider, HelmProvider])
    new Provider(stack, Provider.tfResourceType);
  const { terraform } = JSON.parse(Testing.synth(stack)) as {
    terraform: { required_providers: Record<keyof typeof providers, { source: string; version: string }> };
  };

  it.each([
    ["elasticstack", "elastic/elasticstack"],
    ["grafana", "grafana/grafana"],
  ] as const)("of %s are one: in versions.ts, in the packages and in what a stack demands", (name, source) => {
    const version = providers[name];
    expect(terraform.required_providers[name]).toEqual({ source, version });
    expect(readJson("packages", `provider-${name}`, "package.json")).toMatchObject({ version });
    expect(readJson("package.json")).toHaveProperty(["dependencies", `@cdktf/provider-${name}`], version);
  });

  it("of helm may differ in the patch: its bindings come ready-made", () => {
    const minor = (version: string) => version.split(".").slice(0, 2);
    expect(minor(terraform.required_providers.helm.version)).toEqual(minor(providers.helm));
  });

  it("of aws is the one that its ready-made bindings were generated from", () => {
    expect(readJson("node_modules", "@cdktf", "provider-aws", "package.json")).toMatchObject({
      cdktf: { provider: { version: providers.aws } },
    });
  });
});
