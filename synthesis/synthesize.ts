import { writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import type { App } from "cdktf";
import { checkDetection } from "../alerts/check-detection";
import { capacityOf } from "../capacity/capacity";
import { checkGrowth } from "../capacity/check";
import { checkCoverage } from "../coverage/check";
import { coverageOf } from "../coverage/coverage";
import type { Description } from "../deployed/description";
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
import { unforeseen } from "./failures";
import type { Options } from "./options";
import { outdirOf } from "./outdir";
import { summarise } from "./summary";

export interface SynthesizeProps {
  readonly system: System;
  /** All environments, by name; where the name asked for is not among them the first is checked in its place. */
  readonly environments: ReadonlyMap<string, Environment>;
  readonly options: Options;
  /** Folder that is written. @default what the cdktf command line asks for, else `cdktf.out` */
  readonly outdir?: string;
}

export interface Outcome {
  readonly findings: readonly Finding[];
  /** Report for people: the findings like a compiler's, then the summary if the output was written. */
  readonly report: string;
  readonly exitCode: 0 | 1;
}

/** Builds all stacks, checks all of them once, and writes them only if no error was found. */
export function synthesize(props: SynthesizeProps, build: (props: AppProps) => App = buildApp): Outcome {
  const { system, environments, options, outdir = outdirOf(process.env) } = props;
  const chosen = environments.get(options.environmentName);
  const environment = chosen ?? [...environments.values()][0];
  if (!environment) throw new Error("environments/index.ts has no environment");
  const where = relative(process.cwd(), outdir);
  const asked = [
    ...options.findings,
    ...(chosen ? [] : [unknownEnvironment(options.environmentName, [...environments.keys()])]),
  ];
  const { app, summary, description, findings } = examine({ system, environment, outdir, where, build, options });
  const all = [...asked, ...findings];
  if (!app || all.some(isError)) return refused(all, `Nothing was written; ${where} is as it was.`);
  try {
    app.synth();
    writeFileSync(join(outdir, descriptionFile), `${JSON.stringify(description, null, 2)}\n`);
  } catch (failure) {
    return refused([...all, unforeseen(failure, outdir, options.verbose)], `What ${where} holds is not whole.`);
  }
  return { findings: all, report: printFindings(all, summary), exitCode: 0 };
}

const isError = ({ severity }: Finding): boolean => severity === "error";

const refused = (findings: readonly Finding[], remains: string): Outcome => ({
  findings,
  report: printFindings(findings, `${countFindings(findings)}. ${remains}`),
  exitCode: 1,
});

interface Examined {
  readonly findings: readonly Finding[];
  /** @default it could not be built */
  readonly app?: App;
  readonly summary: string;
  readonly description?: Description;
}

interface ExamineProps {
  readonly system: System;
  readonly environment: Environment;
  readonly outdir: string;
  /** {@link outdir} for people. */
  readonly where: string;
  readonly build: (props: AppProps) => App;
  readonly options: Options;
}

/**
 * All that is wrong with the description and with what was built from it, and the summary in case nothing is. The
 * matrix does not outlive it: the documents to be written next are the largest texts there are.
 */
function examine({ system, environment, outdir, where, build, options }: ExamineProps): Examined {
  const findings: Finding[] = [];
  try {
    // One by one: what some have found is told also where another cannot read what was written.
    findings.push(...checkSystem(system));
    findings.push(...checkDetection(system));
    findings.push(...checkEnvironment(environment, ownersOf(system)));
    findings.push(...checkAccess(environment, system));
    const app = build({ system, environment, outdir });
    const constructs = app.node.findAll();
    const built = builtIn(constructs, system, environment);
    const matrix = coverageOf(built);
    const logging = built.components.flatMap(({ component, notHere }) => (notHere === undefined ? [component] : []));
    findings.push(
      ...checkGrowth(environment, capacityOf({ system, environment, slices: built.slices, logging })),
      ...findingsOf(constructs),
      ...checkCoverage(matrix),
    );
    return {
      findings,
      app,
      summary: summarise({ constructs, built, matrix, system, environment, logging, where }),
      description: descriptionOf(system, environment, built.alerts),
    };
  } catch (failure) {
    // What cannot be built because of an error that was found is none of its own.
    return {
      findings: findings.some(isError) ? findings : [...findings, unforeseen(failure, outdir, options.verbose)],
      summary: "",
    };
  }
}
