/** A line as it comes to its pipeline, and all that is to be stored of it, by the names of its fields. */
export interface CorpusLine {
  readonly line: string;
  /** Who wrote it, where lines of several programs go through one pipeline. */
  readonly container?: string;
  readonly expected: Readonly<Record<string, string | number | readonly string[]>>;
}

/** Alike from run to run: what it draws follows from its seed. */
export interface Draw {
  /** From `least` to `most`, both included. */
  number(least: number, most: number): number;
  oneOf<Value>(values: readonly [Value, ...Value[]]): Value;
  /** So many hexadecimal digits. */
  hex(digits: number): string;
}

/** Makes a line, as the program of its kind would at that second. */
export type LineMaker = (draw: Draw, at: Date) => CorpusLine;

/** Each of the makers in turns, a second apart, until there are so many. */
export function corpus(makers: readonly LineMaker[], count: number, seed: number): CorpusLine[] {
  const draw = drawFrom(seed);
  const start = Date.UTC(2026, 10, 28, 10);
  return Array.from({ length: count }, (_, n) => {
    const make = makers[n % makers.length];
    if (!make) throw new Error("There is nothing to make lines of.");
    return make(draw, new Date(start + n * 1000 + draw.number(0, 999)));
  });
}

/** A linear congruential generator, with the numbers of Numerical Recipes. */
export function drawFrom(seed: number): Draw {
  let state = seed >>> 0;
  const next = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
  const number = (least: number, most: number) => least + Math.floor(next() * (most - least + 1));
  return {
    number,
    oneOf: (values) => values[number(0, values.length - 1)] ?? values[0],
    hex: (digits) => Array.from({ length: digits }, () => number(0, 15).toString(16)).join(""),
  };
}
