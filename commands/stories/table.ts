import type { Judged } from "./judge";
import type { Figures } from "./report";

const width = 80;

/** What was judged as a table: a line per alert, in eighty columns. */
export const storiesTable = (judged: readonly Judged[], mutated: boolean): string =>
  [heading(mutated), ...judged.map((one) => line(one, mutated))].join("\n");

const columns = ["quiet", "fires", "untrue"] as const;
const mutantColumns = ["mutants", "alive"] as const;

const heading = (mutated: boolean): string => row("alert", [...columns, ...(mutated ? mutantColumns : [])]);

const line = ({ alert, as, quiet, firing, contradictions, mutants, survivors }: Judged, mutated: boolean): string =>
  as
    ? row(alert.id, [` as ${as.id}`])
    : row(alert.id, [quiet, firing, contradictions.length, ...(mutated ? [mutants.length, survivors.length] : [])]);

const row = (name: string, cells: readonly (string | number)[]): string => {
  const right = cells.map((cell) => String(cell).padStart(8)).join("");
  return (name.padEnd(width - right.length) + right).trimEnd();
};

export const figuresText = (figures: Figures, mutated: boolean): string =>
  [
    `${figures.rules} alert rules, all with stories of both kinds; ${figures.stories} stories`,
    ...(mutated
      ? [`${figures.mutants} mutants, ${figures.untellable} that no story can show, ${figures.survivors} survive`]
      : []),
  ].join("; ");
