import { createHash } from "node:crypto";
import type { Attribute, Block, NestedType, Nesting, TypeExpression } from "../../../scripts/trim-schema";

/** A value that is known after apply only, in MessagePack an extension; kept as it came, for it may carry refinements. */
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

/** What a provider answers to a proposed state: computed attributes that nobody set are known after apply. */
export function planned(block: Block, proposed: ObjectValue): ObjectValue {
  return mapAttributes(block, proposed, (attribute, value) => {
    if (attribute.write_only) return null;
    return attribute.computed && value === null ? new Unknown() : value;
  });
}

/** The state after apply. What the remote side would have made up is made up from the attribute's name and the plan. */
export function applied(block: Block, plan: ObjectValue): ObjectValue {
  const known = JSON.stringify(plan, (_, value: unknown) => (value instanceof Unknown ? null : value));
  const suffix = createHash("sha256").update(known).digest("hex").slice(0, 8);
  return mapAttributes(block, plan, (attribute, value, name) =>
    value instanceof Unknown ? madeUp(attribute, `${name}-${suffix}`) : value,
  );
}

function madeUp({ type, nested_type }: Attribute, text: string): Value {
  if (type) return madeUpOf(type, text);
  if (nested_type?.nesting_mode !== "single") return nested_type?.nesting_mode === "map" ? {} : [];
  return mapValues(nested_type.attributes, (attribute) => madeUp(attribute, text));
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

type Visit = (attribute: Attribute, value: Value, name: string) => Value;

/** Visits the attributes of a block and of all that is nested in it, outer ones first. */
function mapAttributes({ attributes = {}, block_types = {} }: Block, object: ObjectValue, visit: Visit): ObjectValue {
  return mapValues(object, (value, name) => {
    const attribute = attributes[name];
    if (attribute) return mapNestedType(attribute.nested_type, visit(attribute, value, name), visit);
    const nested = block_types[name];
    return nested ? mapNested(nested.nesting_mode, value, (each) => mapAttributes(nested.block, each, visit)) : value;
  });
}

const mapNestedType = (type: NestedType | undefined, value: Value, visit: Visit): Value =>
  type ? mapNested(type.nesting_mode, value, (each) => mapAttributes(type, each, visit)) : value;

function mapNested(nesting: Nesting, value: Value, each: (object: ObjectValue) => ObjectValue): Value {
  const one = (object: Value) => (isObject(object) ? each(object) : object);
  if (Array.isArray(value)) return (value as readonly Value[]).map(one);
  return nesting === "map" && isObject(value) ? mapValues(value, one) : one(value);
}

const isObject = (value: Value): value is ObjectValue =>
  typeof value === "object" && value !== null && !Array.isArray(value) && !(value instanceof Unknown);

const mapValues = <T, R>(record: Readonly<Record<string, T>>, each: (value: T, name: string) => R): Record<string, R> =>
  Object.fromEntries(Object.entries(record).map(([name, value]) => [name, each(value, name)]));
