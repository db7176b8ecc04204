import { writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import type { App } from "cdktf";
import { checkDetection } from "../alerts/check-detection";
import { capacityOf } from "../capacity/capacity";
import { checkGrowth } from "../capacity/check";
import { checkCoverage } from "../coverage/check";
import { coverageOf } from "../coverage/coverage";
import { descriptionFile, descriptionOf } from "../deployed/description";
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
import { builtIn } from "./coverage";
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
  const where = relative(process.cwd(), app.outdir);
  const { findings, summary, description } = examine(app, system, environment, where);
  const all = [
    ...options.findings,
    ...(chosen ? [] : [unknownEnvironment(options.environmentName, [...environments.keys()])]),
    ...findings,
  ];
  if (all.some(({ severity }) => severity === "error")) {
    const closing = `${countFindings(all)}. Nothing was written; ${where} is as it was.`;
    return { findings: all, report: printFindings(all, closing), exitCode: 1 };
  }
  app.synth();
  writeFileSync(join(app.outdir, descriptionFile), `${JSON.stringify(description, null, 2)}\n`);
  return { findings: all, report: printFindings(all, summary), exitCode: 0 };
}

/**
 * All that is wrong with the description and with what was built from it, and the summary in case nothing is. The matrix
 * does not outlive it: the documents to be written next are the largest texts there are.
 */
function examine(app: App, system: System, environment: Environment, where: string) {
  const constructs = app.node.findAll();
  const built = builtIn(constructs, system, environment);
  const matrix = coverageOf(built);
  const logging = built.components.flatMap(({ component, notHere }) => (notHere === undefined ? [component] : []));
  const findings: Finding[] = [
    ...checkSystem(system),
    ...checkDetection(system),
    ...checkEnvironment(environment, ownersOf(system)),
    ...checkAccess(environment, system),
    ...checkGrowth(environment, capacityOf({ system, environment, slices: built.slices, logging })),
    ...findingsOf(constructs),
    ...checkCoverage(matrix),
  ];
  return {
    findings,
    summary: summarise({ constructs, built, matrix, system, environment, logging, where }),
    description: descriptionOf(system, environment, built.alerts),
  };
}
