/**
 * Text as a literal in a Beat's configuration, where `${` begins a variable, and `$$` and `$}` stand for `$` and `}`
 * (elastic/go-ucfg, variables.go).
 *
 * @param readings how often it is read before it is used. @default 1
 */
export const forBeat = (text: string, readings = 1): string =>
  readings === 0 ? text : forBeat(text.replaceAll("$", "$$$$"), readings - 1);

/**
 * How often text in a template is read: what an input is made from is read with the configuration, and again for each
 * container that it is made for.
 */
export const inTemplate = 2;
