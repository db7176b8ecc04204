/**
 * What is wrong with a pattern of grok before it is a regular expression: no such name, or one that is part of itself.
 */
export type GrokProblem = { readonly unknown: string } | { readonly endless: string };

const reference = /%\{(\w+)(?::[^:}]*(?::[^}]*)?)?\}/g;

/**
 * The regular expression that grok makes of a pattern, without the names of what it takes out.
 * @param definitions all there are: what grok brings along is not checked, so it does not count
 */
export function expandGrok(
  pattern: string,
  definitions: Readonly<Record<string, string>>,
  within: readonly string[] = [],
): string | GrokProblem {
  let problem: GrokProblem | undefined;
  const expanded = pattern.replace(reference, (_, name: string) => {
    const definition = definitions[name];
    if (definition === undefined) problem ??= { unknown: name };
    else if (within.includes(name)) problem ??= { endless: name };
    else {
      const inner = expandGrok(definition, definitions, [...within, name]);
      if (typeof inner === "string") return `(?:${inner})`;
      problem ??= inner;
    }
    return "";
  });
  return problem ?? expanded.replace(/\(\?<[A-Za-z][\w.]*>/g, "(");
}
