import type { Verdict } from "./judge";
import { own } from "./pack";
import { brokenPromises } from "./promises";
import { asMarkdown, familyRows, noiseRows } from "./table";

/** A set of scenarios, as all packs saw it. */
export interface Measured {
  readonly name: string;
  readonly verdicts: readonly Verdict[];
}

const begin = "<!-- measured: npm run benchmark:detection -- --write -->";
const end = "<!-- end of what is measured -->";

/** The measured part of README.md, which stands between two marks. */
export const measuredText = (measured: readonly Measured[]): string =>
  measured
    .map(({ name, verdicts }) => {
      const plays = verdicts.filter(({ pack }) => pack === own);
      const quiet = plays.filter(({ dues }) => dues.length === 0);
      return [
        `**The ${name} set**: ${plays.length} plays, ${quiet.length} of them quiet.`,
        asMarkdown(familyRows(verdicts)),
        asMarkdown(noiseRows(verdicts)),
        promisesText(verdicts),
      ].join("\n\n");
    })
    .join("\n\n");

/** What is not kept stands where the figures stand. */
function promisesText(verdicts: readonly Verdict[]): string {
  const broken = brokenPromises(verdicts);
  if (broken.length === 0) return "All promises are kept.";
  return ["Promises that are not kept:", "", ...broken.map((one) => `- ${one}`)].join("\n");
}

/** A page with another measured part. @throws if it has no place for it */
export function replaceMeasured(page: string, text: string): string {
  const [before = "", rest] = page.split(begin);
  const [, after] = rest?.split(end) ?? [];
  if (after === undefined)
    throw new Error(`README.md lacks "${begin}", or "${end}" after it: put both marks where the table belongs`);
  return `${before}${begin}\n\n${text}\n\n${end}${after}`;
}
