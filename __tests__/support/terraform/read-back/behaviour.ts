import { isDeepStrictEqual } from "node:util";
import type { ObjectValue, Value } from "../resource-values";
import { isList, isObject, Unknown } from "../resource-values";

/**
 * What becomes of an attribute between the configuration and the next plan, where the provider does not just keep it.
 */
export interface AttributeBehaviour {
  /** What is planned in the place of what is configured: a default, or a normal form (`StateFunc` of the older SDK). */
  readonly planned?: (configured: Value) => Value;
  /**
   * What is read back of what was written, once the API has stored it in its own way and the provider has read that.
   */
  readonly read?: (written: Value) => Value;
  /** Two that the provider takes for the same: it keeps the one it had (`DiffSuppressFunc`, semantic equality). */
  readonly same?: (one: Value, other: Value) => boolean;
}

/** By path: `rule.data.model`. Elements of lists and sets stand at the path of their list; `*` is any key of a map. */
export type Attributes = Readonly<Record<string, AttributeBehaviour>>;

export interface ResourceBehaviour {
  /** Written with the older SDK: Terraform forgives it results that differ from what it planned. */
  readonly legacy: boolean;
  readonly attributes: Attributes;
}

/** What is planned: defaults and normal forms; of what the provider takes for the same, what was there before. */
export function plannedBy(
  { legacy, attributes }: ResourceBehaviour,
  prior: ObjectValue | null,
  configured: ObjectValue,
) {
  const normal = each(attributes, configured, ({ planned }, value) => (planned ? planned(value) : value));
  if (!prior || !legacy) return normal;
  return each(attributes, normal, ({ same }, value, before) => (same?.(before, value) ? before : value), prior);
}

/**
 * What is read back. Providers of the framework keep what they had where the two are the same; the older SDK keeps what
 * the API says, and compares when it plans.
 */
export function readBack({ legacy, attributes }: ResourceBehaviour, written: ObjectValue): ObjectValue {
  const stored = each(attributes, written, ({ read }, value) => (read ? read(value) : value));
  if (legacy) return stored;
  return each(attributes, stored, ({ same }, value, before) => (same?.(before, value) ? before : value), written);
}

type Change = (behaviour: AttributeBehaviour, value: Value, before: Value) => Value;

/** @param before whose values are handed over as well, element by element where there are as many. */
const each = (attributes: Attributes, object: ObjectValue, change: Change, before: ObjectValue = {}): ObjectValue =>
  Object.entries(attributes).reduce<ObjectValue>(
    (changed, [path, behaviour]) =>
      at(changed, before, path.split("."), (value, was) =>
        value instanceof Unknown || was instanceof Unknown ? value : change(behaviour, value, was),
      ) as ObjectValue,
    object,
  );

function at(
  value: Value,
  before: Value,
  path: readonly string[],
  change: (value: Value, before: Value) => Value,
): Value {
  const [name, ...rest] = path;
  if (name === undefined) return change(value, before);
  if (isList(value)) {
    const paired = isList(before) && before.length === value.length ? before : [];
    return value.map((element, index) => at(element, paired[index] ?? null, path, change));
  }
  if (!isObject(value)) return value;
  const was = isObject(before) ? before : {};
  const names = name === "*" ? Object.keys(value) : [name].filter((it) => it in value);
  return {
    ...value,
    ...Object.fromEntries(names.map((key) => [key, at(value[key] ?? null, was[key] ?? null, rest, change)])),
  };
}

/** Of what nobody set. */
export const byDefault = (value: Value): AttributeBehaviour => ({
  planned: (configured) => configured ?? value,
});

/** The API's own spelling of a text. */
export const spelt = (spelling: (text: string) => string): AttributeBehaviour => ({
  read: (value) => (typeof value === "string" ? spelling(value) : value),
});

/** A text that the API spells in its own way, while the provider knows that both mean the same. */
export const forgiven = (
  spelling: (text: string) => string,
  meaning: (text: string) => unknown,
): AttributeBehaviour => ({
  ...spelt(spelling),
  same: alike(meaning),
});

export const alike =
  (meaning: (text: string) => unknown) =>
  (one: Value, other: Value): boolean =>
    typeof one === "string" && typeof other === "string" && isDeepStrictEqual(meaning(one), meaning(other));

/** The same for each element of a list of texts. */
export const elements = ({ planned, read, same }: AttributeBehaviour): AttributeBehaviour => {
  const ofEach = (change?: (value: Value) => Value) =>
    change && ((value: Value) => (isList(value) ? value.map(change) : value));
  return {
    ...(planned && { planned: ofEach(planned) as (value: Value) => Value }),
    ...(read && { read: ofEach(read) as (value: Value) => Value }),
    ...(same && {
      same: (one, other) =>
        isList(one) &&
        isList(other) &&
        one.length === other.length &&
        one.every((element, index) => isDeepStrictEqual(element, other[index]) || same(element, other[index] ?? null)),
    }),
  };
};
