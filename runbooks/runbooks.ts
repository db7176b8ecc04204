import type { Finding } from "../findings/finding";
import { checkJudgements } from "./check";
import type { Deployed } from "./deployed";
import { kindsIn } from "./deployed";
import { indexPage } from "./index-page";
import type { JudgementFile } from "./judgement";
import { readJudgement } from "./judgement";
import { withNumbers } from "./numbers";
import { runbookPage } from "./page";

/** All pages by the names of their files, and all that is wrong with what they are made of. */
export interface Runbooks {
  readonly pages: ReadonlyMap<string, string>;
  readonly findings: readonly Finding[];
}

/**
 * Makes the pages of all runbooks. @param deployed by environments: the rules of a kind are those of the first that has
 * it
 */
export function runbooksOf(files: readonly JudgementFile[], deployed: readonly [Deployed, ...Deployed[]]): Runbooks {
  const kinds = kindsIn(deployed);
  const read = files.map(readJudgement);
  const judgements = read.map(({ judgement }) => judgement);
  const made = kinds.flatMap((kind) => {
    const judgement = judgements.find((one) => one.kind === kind.kind);
    if (!judgement) return [];
    const filled = withNumbers(judgement, kind);
    const page = runbookPage(filled.judgement, kind, deployed);
    return [{ name: `${kind.kind}.md`, page, findings: filled.findings }];
  });
  return {
    pages: new Map([["README.md", indexPage(deployed[0])], ...made.map(({ name, page }) => [name, page] as const)]),
    findings: [
      ...checkJudgements(kinds, judgements),
      ...read.flatMap(({ findings }) => findings),
      ...made.flatMap(({ findings }) => findings),
    ],
  };
}
