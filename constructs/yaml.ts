/**
 * YAML that every parser reads alike, of version 1.1 (Helm) or 1.2, with sorted keys: plain only what nobody could take
 * for a number, a date or a boolean, a block for ordinary text of several lines, and all else quoted. Undefined is left
 * out; a function as a value of a map stands for what it returns.
 *
 * So small a part of YAML is written here faster than a library builds its document of it (measured: an eighth of a
 * synth of 300 services).
 */
export const toYaml = (value: object): string =>
  escapeInvisible(`${isFilled(value) ? collection(value, "") : scalar(value, "")}\n`);

/** What stands on lines of its own. An empty list or map does not: `[]`, `{}`. */
const isFilled = (value: unknown): value is object =>
  typeof value === "object" && value !== null && Object.values(value).some((part) => part !== undefined);

const entriesOf = (map: object): [string, unknown][] =>
  Object.entries(map)
    .map(([key, value]): [string, unknown] => [key, typeof value === "function" ? (value as () => unknown)() : value])
    .filter(([, value]) => value !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1));

/** From where its first line begins; the others begin with `indent`. */
function collection(value: object, indent: string): string {
  const inner = `${indent}  `;
  const lines = Array.isArray(value)
    ? value.map((item: unknown) => `- ${isFilled(item) ? collection(item, inner) : scalar(item, inner)}`)
    : entriesOf(value).map(([key, item]) =>
        isFilled(item)
          ? `${mapKey(key, indent)}:\n${inner}${collection(item, inner)}`
          : `${mapKey(key, indent)}: ${scalar(item, inner)}`,
      );
  return lines.join(`\n${indent}`);
}

/** Longer ones than 1,024 characters have to say that they are keys. */
function mapKey(key: string, indent: string): string {
  const text = isPlain(key) ? key : JSON.stringify(key);
  return text.length > 1024 ? `? ${text}\n${indent}` : text;
}

function scalar(value: unknown, indent: string): string {
  if (typeof value !== "string") return JSON.stringify(value);
  if (isPlain(value)) return value;
  if (!block.test(value)) return JSON.stringify(value);
  const endsLine = value.endsWith("\n");
  const lines = (endsLine ? value.slice(0, -1) : value).replace(/\n(?=[^\n])/g, `\n${indent}`);
  return `${endsLine ? "|" : "|-"}\n${indent}${lines}`;
}

const plain = /^[A-Za-z][A-Za-z0-9_./-]*$/;
const keyword = /^(y|n|yes|no|on|off|true|false|null|nan|inf|e\d+)$/i;
const isPlain = (text: string): boolean => plain.test(text) && !keyword.test(text);

/**
 * Visible ASCII in lines that neither begin the text with a space nor end with one; at most one line feed at the end.
 */
const block = /^[!-~](?:[ -~]*[!-~])?(?:\n+[ -~]*[!-~])+\n?$/;

/** Parsers refuse or fold these even within quotes, where JSON leaves them as they are. */
const escapeInvisible = (yaml: string): string =>
  yaml.replace(
    /[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
