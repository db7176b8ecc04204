/**
 * Reads Logstash's language as far as it is written here (elastic/logstash, grammar.treetop): no conditions, no arrays.
 */

export type Section = readonly ReadPlugin[];

export interface ReadPlugin {
  readonly name: string;
  readonly options: Readonly<Record<string, ReadOption>>;
}

export type ReadOption = string | number | boolean | Readonly<Record<string, string>>;

/**
 * What Logstash puts the environment's values in the place of, in all of its configuration before it reads any
 * (multi_local.rb).
 */
export const placeholders = (config: string): string[] =>
  config.match(/\$\{[a-zA-Z_.][a-zA-Z0-9_.]*(:[^}]*)?\}/g) ?? [];

/** @throws Error where Logstash would not start */
export function readLogstash(config: string): Readonly<Record<string, Section>> {
  let rest = config;
  const next = (pattern: RegExp, expected: string): string => {
    const [whole, token = ""] = new RegExp(`^\\s*${pattern.source}`).exec(rest) ?? [];
    if (whole === undefined) throw new Error(`Expected ${expected}: ${rest.slice(0, 60)}`);
    rest = rest.slice(whole.length);
    return token;
  };
  const isNext = (pattern: RegExp) => new RegExp(`^\\s*${pattern.source}`).test(rest);
  const until = (end: RegExp, read: () => void) => {
    while (!isNext(end)) read();
    next(end, "an end");
  };
  // A backslash before a quote keeps the text open, and stays in it; before anything else it is itself.
  const text = () => next(/"((?:\\"|[^"])*)"/, "a text");

  const dictionary = () => {
    const entries: [string, string][] = [];
    next(/\{/, "{");
    until(/\}/, () => {
      const from = text();
      next(/=>/, "=>");
      entries.push([from, text()]);
    });
    return Object.fromEntries(entries);
  };
  const option = (): ReadOption => {
    if (isNext(/\{/)) return dictionary();
    if (isNext(/"/)) return text();
    if (isNext(/-?\d/)) return Number(next(/(-?\d+)/, "a number"));
    return next(/(true|false)\b/, "a word") === "true";
  };
  const plugin = (): ReadPlugin => {
    const name = next(/([\w-]+)/, "a plugin");
    const options: [string, ReadOption][] = [];
    next(/\{/, "{");
    until(/\}/, () => {
      const key = next(/([\w-]+)/, "an option");
      next(/=>/, "=>");
      options.push([key, option()]);
    });
    return { name, options: Object.fromEntries(options) };
  };

  const sections: [string, Section][] = [];
  until(/$/, () => {
    const type = next(/(input|filter|output)\b/, "a section");
    const plugins: ReadPlugin[] = [];
    next(/\{/, "{");
    until(/\}/, () => plugins.push(plugin()));
    sections.push([type, plugins]);
  });
  return Object.fromEntries(sections);
}
