import { createHash } from "node:crypto";
import type { Attribute, Block, NestedType, Nesting, TypeExpression } from "../../../scripts/trim-schema";

/**
 * A value that is known after apply only, in MessagePack an extension; kept as it came, for it may carry refinements.
 */
export class Unknown {
  constructor(
    readonly extension = 0,
    readonly data = new Uint8Array(1),
  ) {}
}

export type Value = null | boolean | number | string | Unknown | readonly Value[] | ObjectValue;
export interface ObjectValue {
  readonly [name: string]: Value;
}

/**
 * What a provider answers to a proposed state: computed attributes that nobody set are known after apply. Not so in the
 * elements of a set: Terraform can't always tell which of them is which, and would plan to replace those it can't tell.
 */
export function planned(block: Block, proposed: ObjectValue): ObjectValue {
  return mapAttributes(block, proposed, (attribute, value, name, owner) => {
    if (attribute.write_only) return null;
    if (!attribute.computed || value !== null) return value;
    return owner === proposed || holdsUnknown(owner) ? new Unknown() : madeUp(attribute, name, owner);
  });
}

/** The state after apply: what was unknown is made up, the same for the same plan. */
export function applied(block: Block, plan: ObjectValue): ObjectValue {
  return mapAttributes(block, plan, (attribute, value, name, owner) =>
    value instanceof Unknown ? madeUp(attribute, name, owner) : value,
  );
}

/** A value of the attribute's type that differs from resource to resource, and in a set from element to element. */
function madeUp({ type, nested_type }: Attribute, name: string, owner: ObjectValue): Value {
  const known = JSON.stringify(owner, (_, value: unknown) => (value instanceof Unknown ? null : value));
  const text = `${name}-${createHash("sha256").update(known).digest("hex").slice(0, 8)}`;
  return type ? madeUpOf(type, text) : madeUpNested(nested_type, text);
}

function madeUpNested(type: NestedType | undefined, text: string): Value {
  if (type?.nesting_mode !== "single") return type?.nesting_mode === "map" ? {} : [];
  return mapValues(type.attributes, (attribute) =>
    attribute.type ? madeUpOf(attribute.type, text) : madeUpNested(attribute.nested_type, text),
  );
}

function madeUpOf(type: TypeExpression, text: string): Value {
  const [kind, of] = typeof type === "string" ? [type] : type;
  switch (kind) {
    case "string":
      return text;
    case "number":
      return 0;
    case "bool":
      return false;
    case "list":
    case "set":
      return [];
    case "map":
      return {};
    case "object":
      return mapValues(of as Readonly<Record<string, TypeExpression>>, (field) => madeUpOf(field, text));
    default:
      throw new Error(`No value is made up for the type ${JSON.stringify(type)}.`);
  }
}

/** `owner` is the element of the innermost set in which the attribute stands, or the whole resource. */
type Visit = (attribute: Attribute, value: Value, name: string, owner: ObjectValue) => Value;

/** Visits the attributes of a block and of all that is nested in it, outer ones first. */
function mapAttributes(
  { attributes = {}, block_types = {} }: Block,
  object: ObjectValue,
  visit: Visit,
  owner = object,
): ObjectValue {
  return mapValues(object, (value, name) => {
    const attribute = attributes[name];
    if (!attribute) {
      const nested = block_types[name];
      return nested ? mapNested(nested.nesting_mode, nested.block, value, visit, owner) : value;
    }
    const visited = visit(attribute, value, name, owner);
    const type = attribute.nested_type;
    return type ? mapNested(type.nesting_mode, type, visited, visit, owner) : visited;
  });
}

function mapNested(nesting: Nesting, block: Block, value: Value, visit: Visit, owner: ObjectValue): Value {
  const one = (object: Value) =>
    isObject(object) ? mapAttributes(block, object, visit, nesting === "set" ? object : owner) : object;
  if (isList(value)) return value.map(one);
  return nesting === "map" && isObject(value) ? mapValues(value, one) : one(value);
}

export const isList = (value: Value): value is readonly Value[] => Array.isArray(value);

export const isObject = (value: Value): value is ObjectValue =>
  typeof value === "object" && value !== null && !isList(value) && !(value instanceof Unknown);

const holdsUnknown = (value: Value): boolean =>
  value instanceof Unknown ||
  (isList(value) && value.some(holdsUnknown)) ||
  (isObject(value) && Object.values(value).some(holdsUnknown));

const mapValues = <T, R>(record: Readonly<Record<string, T>>, each: (value: T, name: string) => R): Record<string, R> =>
  Object.fromEntries(Object.entries(record).map(([name, value]) => [name, each(value, name)]));
