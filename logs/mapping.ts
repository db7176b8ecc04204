import type { Field } from "./field";

/**
 * What Elasticsearch is told of the fields of an index. No line can add one: what is not named here is kept and cannot
 * be asked for.
 */
export interface Mapping {
  readonly dynamic: false;
  readonly properties: Properties;
}

/** Fields and objects by the parts of fields' names: `http.request.method` stands in `http`, in `request`. */
export type Properties = Readonly<Record<string, Property | ObjectProperty>>;

export interface ObjectProperty {
  readonly properties: Properties;
}

export interface Property {
  readonly type: string;
  readonly ignore_above?: number;
  readonly ignore_malformed?: false;
}

/** Longer keywords are kept with the line and not indexed. */
const ignoreAbove = 1024;

export const mappingOf = (fields: readonly Field[]): Mapping => ({
  dynamic: false,
  properties: propertiesOf(fields.map((field) => ({ path: field.name.split("."), field }))),
});

/** Number of objects and fields: Elasticsearch counts both against the limit of an index. */
export const sizeOf = (fields: readonly Field[]): number =>
  new Set(fields.flatMap(({ name }) => name.split(".").map((_, at, parts) => parts.slice(0, at + 1).join(".")))).size;

interface Place {
  readonly path: readonly string[];
  readonly field: Field;
}

/** Of two that cannot both be, one that is an object and one that is none, the later stays; a finding tells of it. */
function propertiesOf(places: readonly Place[]): Properties {
  const below = new Map<string, Place[]>();
  for (const { path, field } of places) {
    const [name = "", ...rest] = path;
    below.set(name, [...(below.get(name) ?? []), { path: rest, field }]);
  }
  return Object.fromEntries(
    [...below].map(([name, inside]) => {
      const leaf = inside.findLast(({ path }) => path.length === 0);
      return [name, leaf ? propertyOf(leaf.field) : { properties: propertiesOf(inside) }];
    }),
  );
}

function propertyOf({ name, type, ignoreAbove: own }: Field): Property {
  switch (type) {
    case "keyword":
    case "wildcard":
    case "flattened":
      return { type, ignore_above: own ?? ignoreAbove };
    case "date":
      // A data stream refuses to be made where its time may be malformed, and the index as a whole allows that.
      return name === "@timestamp" ? { type, ignore_malformed: false } : { type };
    default:
      return { type };
  }
}
