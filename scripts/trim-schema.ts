/**
 * Trims what `terraform providers schema -json` prints to the resources in use and to facts: names, types, nesting and
 * flags, no prose. The bindings (`packages/`) and the stub providers of the tests are made from the result.
 *
 *   npm run schema DUMP.json…
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** The resources in use, by the provider's source address; the provider's name is left out of theirs. */
export const resourcesInUse: Readonly<Record<string, readonly string[]>> = {
  "elastic/elasticstack": [
    "elasticsearch_component_template",
    "elasticsearch_index_lifecycle",
    "elasticsearch_index_template",
    "elasticsearch_ingest_pipeline",
    "elasticsearch_snapshot_lifecycle",
    "elasticsearch_snapshot_repository",
    "kibana_data_view",
    "kibana_default_data_view",
    "kibana_import_saved_objects",
    "kibana_security_role",
    "kibana_space",
  ],
  "grafana/grafana": [
    "contact_point",
    "dashboard",
    "folder",
    "folder_permission",
    "mute_timing",
    "notification_policy",
    "rule_group",
    "team",
  ],
  // Derived once from its ready-made bindings, and from the provider's source where these cannot tell what is computed.
  "hashicorp/aws": [
    "iam_openid_connect_provider",
    "iam_policy",
    "iam_role",
    "iam_role_policy",
    "kms_alias",
    "kms_key",
    "s3_bucket",
    "s3_bucket_lifecycle_configuration",
    "s3_bucket_ownership_controls",
    "s3_bucket_policy",
    "s3_bucket_public_access_block",
    "s3_bucket_server_side_encryption_configuration",
    "s3_bucket_versioning",
  ],
  "hashicorp/helm": ["release"],
};

/**
 * Each resource of elasticstack repeats the provider's connection, aws lists an address for each of 300 services;
 * nobody sets them.
 */
const unused = ["elasticsearch_connection", "endpoints", "kibana_connection"];

export type TypeExpression =
  string | readonly [kind: string, of: TypeExpression | Readonly<Record<string, TypeExpression>>];
export type Nesting = "single" | "group" | "list" | "set" | "map";

export interface Attribute {
  /** Type of the attribute; absent where `nested_type` stands. */
  readonly type?: TypeExpression;
  readonly nested_type?: NestedType;
  readonly required?: boolean;
  readonly optional?: boolean;
  readonly computed?: boolean;
  readonly sensitive?: boolean;
  readonly write_only?: boolean;
}

export interface NestedType {
  readonly nesting_mode: Nesting;
  readonly attributes: Readonly<Record<string, Attribute>>;
}

export interface NestedBlock {
  readonly nesting_mode: Nesting;
  readonly min_items?: number;
  readonly max_items?: number;
  readonly block: Block;
}

export interface Block {
  readonly attributes?: Readonly<Record<string, Attribute>>;
  readonly block_types?: Readonly<Record<string, NestedBlock>>;
}

export interface Schema {
  readonly version: number;
  readonly block: Block;
}

export interface Provider {
  readonly provider: Schema;
  readonly resource_schemas: Readonly<Record<string, Schema>>;
}

/** A file in `schemas/`. `source` is the address that `required_providers` names, `grafana/grafana`. */
export interface TrimmedProvider extends Provider {
  readonly source: string;
}

export interface Dump {
  /** Schemas of providers by full address: host, namespace, name. */
  readonly provider_schemas: Readonly<Record<string, Provider>>;
}

export const providerName = (source: string): string => source.slice(source.indexOf("/") + 1);

/** The providers in use, trimmed. @throws Error if the dump holds none of them, or lacks one of their resources. */
export function trimDump(dump: Dump): TrimmedProvider[] {
  const providers = Object.entries(dump.provider_schemas)
    .map(([address, provider]) => ({ ...provider, source: address.split("/").slice(-2).join("/") }))
    .filter(({ source }) => source in resourcesInUse);
  if (providers.length === 0) {
    throw new Error(`The dump holds none of the providers in use: ${Object.keys(resourcesInUse).join(", ")}.`);
  }
  return providers.map(trimProvider);
}

/** A provider's schema with facts on the resources in use alone. Trimming what is trimmed changes nothing. */
export function trimProvider({ source, provider, resource_schemas }: TrimmedProvider): TrimmedProvider {
  const resources = (resourcesInUse[source] ?? []).map((resource) => {
    const type = `${providerName(source)}_${resource}`;
    const schema = resource_schemas[type];
    if (!schema) throw new Error(`The dump of ${source} has no resource ${type}.`);
    return [type, schema] as const;
  });
  return { source, provider: trim(provider), resource_schemas: sorted(Object.fromEntries(resources), trim) };
}

const trim = ({ version, block }: Schema): Schema => ({ version, block: trimBlock(block) });

function trimBlock({ attributes = {}, block_types = {} }: Block): Block {
  const blocks = Object.fromEntries(Object.entries(block_types).filter(([name]) => !unused.includes(name)));
  return {
    ...(Object.keys(attributes).length > 0 && { attributes: sorted(attributes, trimAttribute) }),
    ...(Object.keys(blocks).length > 0 && { block_types: sorted(blocks, trimNestedBlock) }),
  };
}

const trimNestedBlock = ({ nesting_mode, min_items, max_items, block }: NestedBlock): NestedBlock => ({
  nesting_mode,
  ...(min_items && { min_items }),
  ...(max_items && { max_items }),
  block: trimBlock(block),
});

const trimAttribute = ({ type, nested_type, ...flags }: Attribute): Attribute => ({
  ...(type && { type }),
  ...(flags.required && { required: true }),
  ...(flags.optional && { optional: true }),
  ...(flags.computed && { computed: true }),
  ...(flags.sensitive && { sensitive: true }),
  ...(flags.write_only && { write_only: true }),
  ...(nested_type && { nested_type: trimNestedType(nested_type) }),
});

const trimNestedType = ({ nesting_mode, attributes }: NestedType): NestedType => ({
  nesting_mode,
  attributes: sorted(attributes, trimAttribute),
});

function sorted<T>(record: Readonly<Record<string, T>>, each: (value: T) => T): Record<string, T> {
  const byName = Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(byName.map(([name, value]) => [name, each(value)]));
}

/** JSON in which everything that fits on a line stands on one: an attribute is a line of the diff of an upgrade. */
export const printSchema = (schema: TrimmedProvider): string => `${printJson(schema, "")}\n`;

function printJson(value: unknown, indent: string): string {
  const line = JSON.stringify(value);
  if (value === null || typeof value !== "object" || indent.length + line.length <= 100) return line;
  const entries = Object.entries(value).map(
    ([key, entry]) =>
      `${indent}  ${Array.isArray(value) ? "" : `${JSON.stringify(key)}: `}${printJson(entry, `${indent}  `)}`,
  );
  const [open, close] = Array.isArray(value) ? "[]" : "{}";
  return `${open}\n${entries.join(",\n")}\n${indent}${close}`;
}

function main(files: readonly string[]): void {
  if (files.length === 0) throw new Error("usage: npm run schema DUMP.json…");
  for (const file of files) {
    for (const schema of trimDump(JSON.parse(readFileSync(file, "utf8")) as Dump)) {
      const name = `schemas/${providerName(schema.source)}.json`;
      const text = printSchema(schema);
      writeFileSync(join(__dirname, "..", name), text);
      process.stdout.write(`${name}: ${Object.keys(schema.resource_schemas).length} resources, ${text.length} bytes\n`);
    }
  }
}

if (require.main === module)
  try {
    main(process.argv.slice(2));
  } catch (failure) {
    // Whatever is wrong is wrong with what it was given.
    console.error(failure instanceof Error ? failure.message : failure);
    process.exitCode = 1;
  }
