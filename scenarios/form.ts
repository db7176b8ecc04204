import { clip } from "../findings/clip";
import type { Finding } from "../findings/finding";
import { error } from "../findings/finding";
import { didYouMean, nearest } from "../findings/nearest";
import type { Bytes, Duration, Percent } from "../units/quantities";

/**
 * What a value looks like, to be checked: a file that somebody has `npm run simulate` play is not compiled with types.
 */
export interface Form<Value> {
  readonly is: (value: unknown) => value is Value;
  /** What such a value is, for people: `a share of a hundred`. */
  readonly what: string;
  /** How such a value is written: `percent(20)`. */
  readonly like: string;
  /** All values that there are, where they can be counted. */
  readonly among?: readonly string[];
}

/** A form for each field: the compiler refuses a table that lacks one, or has it of another type. */
export type Fields<Value> = {
  readonly [Field in keyof Value]-?: Form<Exclude<Value[Field], undefined>> &
    (Partial<Pick<Value, Field>> extends Pick<Value, Field>
      ? { readonly optional: true }
      : { readonly optional?: never });
};

const isNumber = (value: unknown): value is number => typeof value === "number" && Number.isFinite(value);
const isText = (value: unknown): value is string => typeof value === "string";

/** Of a quantity, which keeps its number in a field of this name. */
const quantity = <Value>(unit: keyof Value & string, what: string, like: string): Form<Value> => ({
  is: (value): value is Value =>
    typeof value === "object" && value !== null && isNumber((value as Readonly<Record<string, unknown>>)[unit]),
  what,
  like,
});

export const duration = quantity<Duration>("milliseconds", "a duration", "minutes(30)");
export const share = quantity<Percent>("percent", "a share of a hundred", "percent(20)");
export const size = quantity<Bytes>("bytes", "a size", "gibibytes(2)");
export const number: Form<number> = { is: isNumber, what: "a number", like: "3" };
export const name: Form<string> = { is: isText, what: "a name", like: '"…"' };
export const count: Form<number> = {
  is: (value): value is number => isNumber(value) && Number.isInteger(value),
  what: "a whole number",
  like: "3",
};
export const sentence: Form<string> = {
  is: (value): value is string => isText(value) && value.trim() !== "",
  what: "a sentence",
  like: '"What happens, in a sentence."',
};
export const names: Form<readonly string[]> = {
  is: (value): value is readonly string[] => Array.isArray(value) && value.every(isText),
  what: "a list of names",
  like: '["…"]',
};

export const oneOf = <const Value extends string>(values: readonly Value[], what: string): Form<Value> => ({
  is: (value): value is Value => (values as readonly unknown[]).includes(value),
  what,
  like: `"${values[0] ?? ""}"`,
  among: values,
});

export const optional = <Value>(form: Form<Value>) => ({ ...form, optional: true }) as const;

/** The fields of a value that look as they have to, and findings on the others. */
export interface Read<Value> {
  readonly sound: Partial<Value>;
  readonly findings: readonly Finding[];
}

export function readFields<Value>(value: unknown, fields: Fields<Value>): Read<Value> {
  if (typeof value !== "object" || value === null || Array.isArray(value))
    return { sound: {}, findings: [misshapen("", value, { what: "an object", like: "{ … }" })] };
  const forms = new Map<string, Form<unknown> & { readonly optional?: true }>(Object.entries(fields));
  // What is stated as undefined is not stated.
  const stated = Object.entries<unknown>(value as Readonly<Record<string, unknown>>).filter(
    ([, one]) => one !== undefined,
  );
  const given = new Set(stated.map(([field]) => field));
  return {
    sound: Object.fromEntries(stated.filter(([field, one]) => forms.get(field)?.is(one) === true)) as Partial<Value>,
    findings: [
      ...[...forms].flatMap(([field, form]) => (form.optional || given.has(field) ? [] : [missing(field, form)])),
      ...stated.flatMap(([field, one]) => {
        const form = forms.get(field);
        if (!form) return [unknown(field, forms.keys())];
        return form.is(one) ? [] : [misshapen(field, one, form)];
      }),
    ],
  };
}

const missing = (field: string, { like }: Form<unknown>): Finding =>
  error({
    id: "scenario-field-missing",
    where: field,
    what: "it is not stated.",
    why: "nobody knows what to play, or what to judge it by.",
    fix: `${field}: ${like}`,
  });

const unknown = (field: string, known: Iterable<string>): Finding => {
  const all = [...known];
  return error({
    id: "scenario-field-unknown",
    where: field,
    what: "there is no such field here.",
    why: "nobody reads it, and something else than what is meant is played.",
    fix: didYouMean(nearest(field, all), `one of ${all.join(", ")}; or leave it out.`),
  });
};

const misshapen = (
  field: string,
  value: unknown,
  { what, like, among = [] }: Pick<Form<unknown>, "what" | "like" | "among">,
): Finding =>
  error({
    id: "scenario-field-form",
    where: field,
    what: `${shown(value)} is not ${what}.`,
    why: "something else than what is meant would be played, or judged.",
    fix: didYouMean(
      isText(value) ? nearest(value, among) : undefined,
      among.length > 0 ? `one of ${among.join(", ")}.` : `${field === "" ? "" : `${field}: `}${like}`,
    ),
  });

/** As it would be written; NaN in an object, which JSON does not know, as null. */
function shown(value: unknown): string {
  if (typeof value === "number") return String(value);
  const isWritten = typeof value === "object" || typeof value === "string" || typeof value === "boolean";
  return isWritten ? clip(JSON.stringify(value)) : `a ${typeof value}`;
}
