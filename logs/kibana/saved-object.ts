/**
 * A saved object of Kibana, as its import takes it: attributes by type, and what they refer to. Identifiers are fixed,
 * so what is imported again takes the place of what was there.
 */
export interface SavedObject {
  readonly type: "dashboard" | "search";
  readonly id: string;
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly references: readonly Reference[];
}

/**
 * A reference of a saved object. Kibana looks for what is referred to when it imports; names of references stand in the
 * attributes.
 */
export interface Reference {
  readonly type: "index-pattern";
  readonly id: string;
  readonly name: string;
}

/** A reference to a data view, which Kibana's import calls `index-pattern`. */
export const dataViewReference = (name: string, { id }: { readonly id: string }): Reference => ({
  type: "index-pattern",
  id,
  name,
});

/**
 * The versions of the shapes that are written here; whatever is newer reads them, and brings them up to date when they
 * are imported. Without them Kibana takes an object to be of version 7.0, and its migrations fail on these shapes
 * (elastic/elastic-package#1354). `10.n` is the n-th "model version" of a type: elastic/kibana,
 * `dashboard_saved_object/schema/v2` and `saved_search/server/saved_objects/schema_legacy.ts`.
 */
const versions = { core: "8.8.0", dashboard: "10.2.0", search: "10.5.0" } as const;

/** Saved objects as the lines of a file that Kibana imports, in the order given. */
export const ndjson = (objects: readonly SavedObject[]): string =>
  objects
    .map(({ type, id, attributes, references }) => ({
      type,
      id,
      coreMigrationVersion: versions.core,
      typeMigrationVersion: versions[type],
      attributes,
      references,
    }))
    .map((object) => `${JSON.stringify(object)}\n`)
    .join("");
