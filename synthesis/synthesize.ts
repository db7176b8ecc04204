import { relative } from "node:path";
import { checkEnvironment, unknownEnvironment } from "../environments/check";
import { environmentNames, environments } from "../environments";
import { local } from "../environments/local";
import type { Finding } from "../findings/finding";
import { countFindings, printFindings } from "../findings/print";
import { checkSystem } from "../model/check";
import type { System } from "../model/system";
import { ownersOf } from "../model/system";
import { buildApp } from "./app";
import { findingsOf } from "./findings";
import { summarise } from "./summary";

export interface SynthesizeProps {
  readonly system: System;
  readonly environmentName: string;
  /** @default what the cdktf command line asks for, else `cdktf.out` */
  readonly outdir?: string;
}

export interface Outcome {
  readonly findings: readonly Finding[];
  /** For people: the findings like a compiler's, then the summary if the output was written. */
  readonly report: string;
  readonly exitCode: 0 | 1;
}

/** Builds all stacks, checks all of them once, and writes them only if no error was found. */
export function synthesize({ system, environmentName, outdir }: SynthesizeProps): Outcome {
  const chosen = environments.get(environmentName);
  // Without a known environment the rest is checked all the same, so that one run shows all there is to mend.
  const environment = chosen ?? local;
  const app = buildApp({ system, environment, ...(outdir !== undefined && { outdir }) });
  const findings = [
    ...(chosen ? [] : [unknownEnvironment(environmentName, environmentNames)]),
    ...checkSystem(system),
    ...checkEnvironment(environment, ownersOf(system)),
    ...findingsOf(app),
  ];
  const where = relative(process.cwd(), app.outdir);
  if (findings.some(({ severity }) => severity === "error"))
    return {
      findings,
      report: printFindings(findings, `${countFindings(findings)}. Nothing was written; ${where} is as it was.`),
      exitCode: 1,
    };
  app.synth();
  const summary = summarise(app, system, environment, where);
  return { findings, report: findings.length > 0 ? printFindings(findings, summary) : summary, exitCode: 0 };
}
