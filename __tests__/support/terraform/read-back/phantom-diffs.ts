import { isDeepStrictEqual } from "node:util";
import type { Attribute, Block, NestedBlock, NestedType } from "../../../../scripts/trim-schema";
import type { SynthesizedStack } from "../../synthesized";
import { committedSchemas } from "../mirror";
import type { ObjectValue, Value } from "../resource-values";
import { isList, isObject } from "../resource-values";
import { plannedBy, readBack } from "./behaviour";
import { behaviours } from "./behaviours";

/** What a plan would change, although nobody changed anything; or what Terraform would refuse right after apply. */
export interface PhantomDiff {
  /** `grafana_rule_group.shop-api › rule[3].data[0].query_type` */
  readonly where: string;
  readonly written: unknown;
  readonly readBack: unknown;
}

/** Of every resource of a stack: it is planned, written, read, read once more, and planned again. */
export const phantomDiffs = ({ resource }: SynthesizedStack): PhantomDiff[] =>
  Object.entries(resource).flatMap(([type, resources]) =>
    Object.entries(resources).flatMap(([name, values]) =>
      phantomDiffsOf(type, values).map((diff) => ({ ...diff, where: `${type}.${name} › ${diff.where}` })),
    ),
  );

const blocks = new Map(
  committedSchemas().flatMap(({ resource_schemas }) =>
    Object.entries(resource_schemas).map(([type, { block }]) => [type, block] as const),
  ),
);

/** @throws Error if the type is not in use, or nobody said how it is read back. */
export function phantomDiffsOf(type: string, values: Readonly<Record<string, unknown>>): PhantomDiff[] {
  const [block, behaviour] = [blocks.get(type), behaviours[type]];
  if (!block || !behaviour) throw new Error(`${type} has no schema, or nobody said how it is read back.`);
  const configured = completed(block, values as ObjectValue);
  const planned = plannedBy(behaviour, null, configured);
  const applied = readBack(behaviour, planned);
  // The older SDK is forgiven a result that differs, as long as it then plans no change.
  if (!behaviour.legacy) {
    const refused = differences(planned, applied, "");
    if (refused.length > 0) return refused;
  }
  const state = readBack(behaviour, applied);
  return differences(plannedBy(behaviour, state, configured), state, "");
}

/** As Terraform hands it over: with all that nobody set, blocks in lists, and nothing that is Terraform's own. */
function completed({ attributes = {}, block_types = {} }: Block, values: ObjectValue): ObjectValue {
  return {
    ...mapValues(attributes, (attribute, name) => completedAttribute(attribute, values[name] ?? null)),
    ...mapValues(block_types, (nested, name) => completedBlock(nested, values[name] ?? null)),
  };
}

function completedBlock({ nesting_mode, block }: NestedBlock, value: Value): Value {
  const one = (object: Value) => (isObject(object) ? completed(block, object) : object);
  if (nesting_mode === "single") return one(value);
  return isList(value) ? value.map(one) : value === null ? [] : [one(value)];
}

function completedAttribute({ nested_type }: Attribute, value: Value): Value {
  if (!nested_type || value === null) return value;
  const one = (object: Value) => (isObject(object) ? completed(asBlock(nested_type), object) : object);
  if (isList(value)) return value.map(one);
  return nested_type.nesting_mode === "map" && isObject(value) ? mapValues(value, one) : one(value);
}

const asBlock = ({ attributes }: NestedType): Block => ({ attributes });

function differences(written: Value, read: Value, where: string): PhantomDiff[] {
  if (isDeepStrictEqual(written, read)) return [];
  if (isList(written) && isList(read) && written.length === read.length) {
    return written.flatMap((element, index) => differences(element, read[index] ?? null, `${where}[${index}]`));
  }
  if (isObject(written) && isObject(read)) {
    const prefix = where === "" ? "" : `${where}.`;
    return Object.keys({ ...written, ...read }).flatMap((key) =>
      differences(written[key] ?? null, read[key] ?? null, `${prefix}${key}`),
    );
  }
  return [{ where, written, readBack: read }];
}

const mapValues = <T, R>(record: Readonly<Record<string, T>>, each: (value: T, name: string) => R): Record<string, R> =>
  Object.fromEntries(Object.entries(record).map(([name, value]) => [name, each(value, name)]));
