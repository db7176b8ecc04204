/** Reads JSON that somebody else wrote. @throws where it is not of the form that was expected */

export type Fields = Readonly<Record<string, unknown>>;

export function fields(value: unknown): Fields {
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw new TypeError("no object");
  return value as Fields;
}

export function list(value: unknown): readonly unknown[] {
  if (!Array.isArray(value)) throw new TypeError("no list");
  return value as readonly unknown[];
}

/** A list, empty where there is none: some APIs leave out lists that are empty, or write `null`. */
export const listOrNone = (value: unknown): readonly unknown[] =>
  value === undefined || value === null ? [] : list(value);

export function text(value: unknown): string {
  if (typeof value !== "string") throw new TypeError("no text");
  return value;
}

export const textOr = (otherwise: string, value: unknown): string => (typeof value === "string" ? value : otherwise);

export function number(value: unknown): number {
  if (typeof value !== "number") throw new TypeError("no number");
  return value;
}

/** An object whose fields all hold texts. */
export const texts = (value: unknown): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(fields(value)).map(([name, one]) => [name, text(one)]));
