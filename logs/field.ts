/** As Elasticsearch stores a field, and as it can be asked for it. */
export type FieldType =
  | "boolean"
  | "constant_keyword"
  | "date"
  | "double"
  | "flattened"
  | "ip"
  | "keyword"
  | "long"
  | "match_only_text"
  | "wildcard";

/** A field of a document, by its name in the Elastic Common Schema where that has one. */
export interface Field<Name extends string = string> {
  readonly name: Name;
  readonly type: FieldType;
  /** What stands in it, in half a sentence. */
  readonly holds: string;
  /** Longer values are kept and not indexed. @default 1,024 characters */
  readonly ignoreAbove?: number;
}

export const field = <Name extends string>(
  name: Name,
  type: FieldType,
  holds: string,
  more: Pick<Field, "ignoreAbove"> = {},
): Field<Name> => ({ name, type, holds, ...more });
