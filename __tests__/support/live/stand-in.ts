import type { Json } from "./opensearch";

/**
 * Elasticsearch is not run (decision 10); OpenSearch, which was made of it, stands in for it. All that has to be put
 * differently for it stands here: what it does not know, and the nearest that it does.
 */

/** Settings of an index that it refuses as unknown; what they do, no test can see. */
const unknownSettings = ["index.lifecycle.name", "index.mode"];

/** What an index template says that it has no place for. */
const unknownKeys = ["allow_auto_create", "data_stream_options"];

/** Types of fields that it calls differently. */
const types: Readonly<Record<string, string>> = { flattened: "flat_object" };

/** And of those, what its own type does not take. */
const unknownParameters: Readonly<Record<string, readonly string[]>> = { flattened: ["ignore_above"] };

/** A component template or an index template. */
export const templateForStandIn = (template: Json): Json => translated(template, "") as Json;

function translated(value: unknown, path: string): unknown {
  if (Array.isArray(value) || typeof value !== "object" || value === null) return value;
  const { type } = value as { type?: unknown };
  const refused = typeof type === "string" ? (unknownParameters[type] ?? []) : [];
  return Object.fromEntries(
    Object.entries(value)
      .map(([key, child]) => [key, child, path === "" ? key : `${path}.${key}`] as const)
      .filter(
        ([key, , at]) =>
          !refused.includes(key) &&
          !unknownKeys.includes(at.replace("template.", "")) &&
          !unknownSettings.includes(at.replace(/^.*settings\./, "")),
      )
      .map(([key, child, at]) => [
        key,
        key === "type" && typeof child === "string" ? (types[child] ?? child) : translated(child, at),
      ]),
  );
}
