/**
 * `npm run runbooks`: writes docs/runbooks from the alert rules and from what lies beside them in alerts/…/runbooks.
 */
import "../synthesis/fast-synth";
import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, sep } from "node:path";
import { notificationPolicies } from "../alerts/routing";
import { environments } from "../environments";
import { production } from "../environments/production";
import { countFindings, printFindings } from "../findings/print";
import type { Deployed } from "../runbooks/deployed";
import type { JudgementFile } from "../runbooks/judgement";
import { runbookFolder } from "../runbooks/links";
import type { Runbooks } from "../runbooks/runbooks";
import { runbooksOf } from "../runbooks/runbooks";
import { buildApp } from "../synthesis/app";
import { builtIn } from "../synthesis/coverage";
import { system } from "../system";
import { runPlain } from "./run-plain";

const root = join(__dirname, "..");

/** The runbooks of everything that is monitored anywhere; production, which has most of it, comes first. */
export function allRunbooks(): Runbooks {
  const others = [...environments.values()].filter((environment) => environment !== production).reverse();
  return runbooksOf(judgementFiles(), [deployedIn(production), ...others.map(deployedIn)]);
}

export function deployedIn(environment: typeof production): Deployed {
  const constructs = buildApp({ system, environment }).node.findAll();
  const { slices } = builtIn(constructs, system, environment);
  return { environment, slices, policies: notificationPolicies(environment.notifications, system) };
}

/** The judgements: Markdown in folders `runbooks` below alerts/, in the order of their names. */
export const judgementFiles = (): JudgementFile[] =>
  readdirSync(join(root, "alerts"), { recursive: true, encoding: "utf8" })
    .map((path) => ["alerts", ...path.split(sep)])
    .filter((parts) => parts.at(-2) === "runbooks" && parts.at(-1)?.endsWith(".md"))
    .map((parts) => ({ file: parts.join("/"), text: readFileSync(join(root, ...parts), "utf8") }))
    .sort((one, other) => (one.file < other.file ? -1 : 1));

/**
 * Writes all pages, and deletes those of kinds that are no more; nothing while something is wrong. Tells what happened.
 */
export function writeRunbooks({ pages, findings }: Runbooks, folder: string): { report: string; exitCode: 0 | 1 } {
  if (findings.length > 0) {
    const closing = `${countFindings(findings)}. Nothing was written; docs/runbooks is as it was.`;
    return { report: printFindings(findings, closing), exitCode: 1 };
  }
  for (const name of readdirSync(folder)) if (!pages.has(name)) rmSync(join(folder, name));
  for (const [name, page] of pages) writeFileSync(join(folder, name), page);
  return { report: `docs/runbooks: ${pages.size} pages.`, exitCode: 0 };
}

if (require.main === module)
  void runPlain("runbooks", "Nothing was written.", () => {
    const { report, exitCode } = writeRunbooks(allRunbooks(), join(root, runbookFolder));
    (exitCode === 0 ? console.log : console.error)(report);
    return exitCode;
  });
