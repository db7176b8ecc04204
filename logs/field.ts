/** Type of a field: how Elasticsearch stores it, and how it can be asked for. */
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
  /** What stands in the field, in half a sentence. */
  readonly holds: string;
  /** Length in characters above which a value is kept and not indexed. @default 1,024 */
  readonly ignoreAbove?: number;
}

export const field = <Name extends string>(
  name: Name,
  type: FieldType,
  holds: string,
  more: Pick<Field, "ignoreAbove"> = {},
): Field<Name> => ({ name, type, holds, ...more });
