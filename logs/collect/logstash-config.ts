/**
 * Logstash's own language, as far as it is spoken here (elastic/logstash, grammar.treetop): plugins in three sections,
 * and no conditions.
 */

export interface LogstashConfig {
  readonly input: readonly Plugin[];
  readonly filter: readonly Plugin[];
  readonly output: readonly Plugin[];
}

export interface Plugin {
  readonly name: string;
  readonly options: Readonly<Record<string, Option>>;
}

export type Option = string | number | boolean | Variable | Dictionary;

/** A variable in the environment of Logstash's process. */
export class Variable {
  constructor(readonly name: string) {}
}

/** Texts, and for each the one that it stands for. */
export type Dictionary = ReadonlyMap<string, string>;

/**
 * Can a text be written so that Logstash reads it and nothing else? It knows no escapes: neither for quotes nor for
 * what it puts values in the place of, `${…}` in all of the configuration, names and comments included, and `%{…}` in
 * options.
 */
export const isWritable = (text: string): boolean => /^[\w\-./:@[\] ]*$/.test(text);

export const printLogstash = (config: LogstashConfig): string =>
  (["input", "filter", "output"] as const)
    .map((section) => `${section} {\n${config[section].map(printPlugin).join("")}}\n`)
    .join("");

const printPlugin = ({ name, options }: Plugin): string =>
  `  ${name} {\n${Object.entries(options)
    .map(([option, value]) => `    ${option} => ${printOption(value)}\n`)
    .join("")}  }\n`;

function printOption(value: Option): string {
  if (value instanceof Variable) return `"\${${value.name}}"`;
  if (typeof value === "string") return printText(value);
  if (typeof value === "object") return printDictionary(value);
  return String(value);
}

/** Blank in the place of what cannot be written: Logstash then refuses the option, and does not take it for another. */
const printText = (text: string): string => (isWritable(text) ? `"${text}"` : '""');

/** Without what cannot be written. */
const printDictionary = (dictionary: Dictionary): string =>
  `{\n${[...dictionary]
    .filter((entry) => entry.every(isWritable))
    .map(([from, to]) => `      "${from}" => "${to}"\n`)
    .join("")}    }`;
