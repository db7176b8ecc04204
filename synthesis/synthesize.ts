import { relative } from "node:path";
import type { App } from "cdktf";
import { checkEnvironment, unknownEnvironment } from "../environments/check";
import { checkAccess } from "../environments/check-access";
import type { Environment } from "../environments/environment";
import type { Finding } from "../findings/finding";
import { countFindings, printFindings } from "../findings/print";
import { checkSystem } from "../model/check";
import type { System } from "../model/system";
import { ownersOf } from "../model/system";
import type { AppProps } from "./app";
import { buildApp } from "./app";
import { findingsOf } from "./findings";
import type { Options } from "./options";
import { summarise } from "./summary";

export interface SynthesizeProps {
  readonly system: System;
  /** By name; where the name asked for is not among them the first is checked in its place. */
  readonly environments: ReadonlyMap<string, Environment>;
  readonly options: Options;
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
export function synthesize(props: SynthesizeProps, build: (props: AppProps) => App = buildApp): Outcome {
  const { system, environments, options, outdir } = props;
  const chosen = environments.get(options.environmentName);
  const environment = chosen ?? [...environments.values()][0];
  if (!environment) throw new Error("environments/index.ts has no environment");
  const app = build({ system, environment, ...(outdir !== undefined && { outdir }) });
  const findings = [
    ...options.findings,
    ...(chosen ? [] : [unknownEnvironment(options.environmentName, [...environments.keys()])]),
    ...checkSystem(system),
    ...checkEnvironment(environment, ownersOf(system)),
    ...checkAccess(environment, system),
    ...findingsOf(app),
  ];
  const where = relative(process.cwd(), app.outdir);
  if (findings.some(({ severity }) => severity === "error")) {
    const closing = `${countFindings(findings)}. Nothing was written; ${where} is as it was.`;
    return { findings, report: printFindings(findings, closing), exitCode: 1 };
  }
  app.synth();
  return { findings, report: printFindings(findings, summarise(app, system, environment, where)), exitCode: 0 };
}
