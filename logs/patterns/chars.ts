/** A set of characters: one bit for each of ASCII's, and one for all others together. */
export type Chars = bigint;

const size = 128;
const others: Chars = 1n << BigInt(size);

export const none: Chars = 0n;
export const every: Chars = (others << 1n) - 1n;

export const one = (character: string): Chars => {
  const code = character.codePointAt(0) ?? size;
  return code < size ? 1n << BigInt(code) : others;
};

export const between = (from: string, to: string): Chars => {
  let chars = one(from) | one(to);
  const last = Math.min(to.codePointAt(0) ?? size, size - 1);
  for (let code = from.codePointAt(0) ?? size; code <= last; code++) chars |= 1n << BigInt(code);
  return chars;
};

export const except = (chars: Chars): Chars => every & ~chars;

const digits = between("0", "9");
const upper = between("A", "Z");
const lower = between("a", "z");
const spaces = ["\t", "\n", "\v", "\f", "\r", " "].map(one).reduce((all, each) => all | each);
const words = digits | upper | lower | one("_");

export const newline = one("\n");

/** The characters that a letter after a backslash means, `\d`; undefined if it does not mean several. */
export const classOf = (letter: string): Chars | undefined =>
  ({
    d: digits,
    D: except(digits),
    h: digits | between("a", "f") | between("A", "F"),
    s: spaces,
    S: except(spaces),
    w: words,
    W: except(words),
  })[letter];

/** All characters that a property, `\p{L}`, may mean. */
export const anyProperty: Chars = digits | upper | lower | others;

const distance = 32n;

/** A set of characters in either case. */
export const inEitherCase = (chars: Chars): Chars =>
  chars | ((chars & upper) << distance) | ((chars & lower) >> distance);
