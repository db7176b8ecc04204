import fc from "fast-check";
import type { Field } from "../../../logs/field";
import type { Filter } from "../../../logs/filter";

/** Values in which every sign of a query language may stand. */
export const hostileTexts: readonly string[] = [
  'say "no"',
  "C:\\temp\\",
  "\\",
  '\\"',
  "a*b?c",
  "*",
  "{{value}} ${x} %{y}",
  "{ a : b }",
  "(a or b) and not c",
  "not a",
  "line\nbreak\tand tab",
  "\\n is no line break",
  "\\u0041",
  "a:b>=c<d",
  "[1 TO 2]",
  "a && b || !c ~2 ^3 /x/",
  "<script>alert('x')</script>",
  "ünïcode 日本 🦊",
  " around ",
];

export interface FilterFacts {
  /** Told apart by texts and numbers. */
  readonly texts: readonly Field[];
  readonly numbers: readonly Field[];
  readonly values: readonly string[];
}

/** Filters of all kinds, one in the other. */
export function filters({ texts, numbers, values }: FilterFacts): fc.Arbitrary<Filter> {
  const text = fc.constantFrom(...texts);
  const number = fc.constantFrom(...numbers);
  const small = fc.integer({ min: -3, max: 3 });
  const simple: fc.Arbitrary<Filter> = fc.oneof(
    fc.record({ kind: fc.constant("is" as const), field: text, value: fc.constantFrom(...values) }),
    fc.record({ kind: fc.constant("is" as const), field: number, value: small }),
    fc.record({ kind: fc.constant("exists" as const), field: fc.oneof(text, number) }),
    fc.record({ kind: fc.constant("at-least" as const), field: number, value: small }),
  );
  return fc.letrec<{ filter: Filter }>((tie) => {
    const several = fc
      .tuple(tie("filter"), fc.array(tie("filter"), { maxLength: 2 }))
      .map(([first, more]): readonly [Filter, ...Filter[]] => [first, ...more]);
    return {
      filter: fc.oneof(
        { depthSize: "small", withCrossShrink: true },
        simple,
        fc.record({ kind: fc.constantFrom("all" as const, "any" as const), of: several }),
        fc.record({ kind: fc.constant("not" as const), of: tie("filter") }),
      ),
    };
  }).filter;
}
