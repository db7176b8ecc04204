/** `npm run coverage`: writes docs/coverage.md, which says what is measured in production and what was built for it. */
import "../synthesis/fast-synth";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { coverageOf } from "../coverage/coverage";
import { coveragePage } from "../coverage/markdown";
import { production } from "../environments/production";
import { buildApp } from "../synthesis/app";
import { builtIn } from "../synthesis/coverage";
import { system } from "../system";
import { runPlain } from "./run-plain";

export const coverageFile = join(__dirname, "..", "docs", "coverage.md");

/** The page for production, the environment in which everything is monitored. */
export function productionPage(): string {
  const constructs = buildApp({ system, environment: production }).node.findAll();
  return coveragePage(coverageOf(builtIn(constructs, system, production)), production.name);
}

if (require.main === module)
  void runPlain("coverage", "Nothing was written.", () => {
    writeFileSync(coverageFile, productionPage());
    return 0;
  });
