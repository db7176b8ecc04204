import { readFileSync } from "node:fs";
import { join } from "node:path";

/** A variable of a synthesized stack that needs a value. */
export interface Needed {
  readonly name: string;
  /** Whether only how a provider signs in depends on it: whoever asks no server can do without. */
  readonly onlySignsIn: boolean;
}

interface Document {
  readonly variable?: Readonly<Record<string, { readonly default?: unknown }>>;
  readonly provider?: unknown;
}

export const variablesOf = (folder: string): Needed[] =>
  neededBy(JSON.parse(readFileSync(join(folder, "cdk.tf.json"), "utf8")) as Document);

/**
 * Variables without a default, by name; which of them stand in something else than a provider's settings is a matter of
 * text.
 */
export function neededBy({ variable = {}, ...document }: Document): Needed[] {
  const elsewhere = JSON.stringify({ ...document, provider: undefined });
  return Object.entries(variable)
    .filter(([, { default: otherwise }]) => otherwise === undefined)
    .map(([name]) => ({ name, onlySignsIn: !new RegExp(`\\bvar\\.${name}\\b`).test(elsewhere) }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}
