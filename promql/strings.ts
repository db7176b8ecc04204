const letters = new Map([
  ["a", "\x07"],
  ["b", "\b"],
  ["f", "\f"],
  ["n", "\n"],
  ["r", "\r"],
  ["t", "\t"],
  ["v", "\v"],
  ['"', '"'],
  ["'", "'"],
  ["\\", "\\"],
]);

const short = new Map(
  [...letters].filter(([letter]) => letter !== "'").map(([letter, meant]) => [meant, `\\${letter}`]),
);

// U+FFFD is a letter like others, but Prometheus takes it for broken UTF-8 unless it is escaped.
const unprintable = /["\\\ufffd]|[^\p{L}\p{M}\p{N}\p{P}\p{S} ]/gu;

/**
 * A literal that Prometheus reads back as `value`. Half of a surrogate pair, which UTF-8 cannot hold, becomes U+FFFD.
 */
export const quote = (value: string): string =>
  `"${value.replace(unprintable, (character) => short.get(character) ?? byNumber(character))}"`;

function byNumber(character: string): string {
  const point = character.codePointAt(0) ?? 0;
  const hex = (digits: number) => point.toString(16).padStart(digits, "0");
  if (isSurrogate(point)) return "\\ufffd";
  if (point < 0x80) return `\\x${hex(2)}`;
  return point > 0xffff ? `\\U${hex(8)}` : `\\u${hex(4)}`;
}

const escaped = /\\(x[\da-fA-F]{2}|[0-7]{3}|u[\da-fA-F]{4}|U[\da-fA-F]{8}|[^]|$)/g;

/**
 * The value of a literal in double, single or back quotes; undefined where Prometheus refuses it, or where it spells
 * out the bytes of a character (`"\xc3\xa4"`).
 */
export function unquote(literal: string): string | undefined {
  const delimiter = literal.charAt(0);
  if (literal.length < 2 || !literal.endsWith(delimiter) || literal.includes("\ufffd")) return undefined;
  const inner = literal.slice(1, -1);
  if (delimiter === "`" || !inner.includes("\\")) return inner;

  const characters = Array.from(inner.matchAll(escaped), ([, code = ""]) => meaning(code, delimiter));
  if (characters.includes(undefined)) return undefined;
  return inner.replace(escaped, () => characters.shift() ?? "");
}

function meaning(code: string, delimiter: string): string | undefined {
  if (code.length <= 1) return code === otherQuote(delimiter) ? undefined : letters.get(code);
  const isUnicode = /^u/i.test(code);
  const point = isUnicode || code.startsWith("x") ? parseInt(code.slice(1), 16) : parseInt(code, 8);
  return point > (isUnicode ? 0x10ffff : 0x7f) || isSurrogate(point) ? undefined : String.fromCodePoint(point);
}

const otherQuote = (delimiter: string) => (delimiter === '"' ? "'" : '"');

const isSurrogate = (point: number) => point >= 0xd800 && point <= 0xdfff;
