import { join } from "node:path";
import { policiesIn } from "../../deployed/policies";
import { readOutput } from "../../deployed/output";
import type { Side } from "../../diff/context";
import { Failed, failed } from "../../findings/failed";
import type { RunIn } from "./base";
import { lastLines } from "./base";

export interface Source {
  /** Which of the two sides it is, for people. */
  readonly called: "base" | "present";
  /** Folder of its code. */
  readonly folder: string;
}

/** What the code in a folder synthesizes for an environment, by its own command. @throws Failed where it does not */
export async function synthesizedBy(
  { called, folder }: Source,
  environment: string,
  run: RunIn,
  temporary: string,
): Promise<Side> {
  const outdir = join(temporary, `${called}-${environment}`);
  const { exitCode, stdout, stderr } = await run(folder, "env", [
    `CDKTF_OUTDIR=${outdir}`,
    "npm",
    "start",
    "--silent",
    "--",
    "--environment",
    environment,
  ]);
  if (exitCode !== 0) throw notSynthesized(called, environment, stderr || stdout);
  const { output, findings } = readOutput(outdir);
  const errors = findings.filter(({ severity }) => severity === "error");
  const [first] = errors;
  if (first) throw new Failed(first.id === "output-missing" ? first.id : "output-broken", errors);
  if (!output) throw new Error(`${outdir} was not read.`);
  const policies = policiesIn(output.documents);
  return { ...output, ...(policies && { policies }) };
}

/** Names of the environments that the code in a folder has. @throws Failed where it does not tell */
export async function environmentsOf({ called, folder }: Source, run: RunIn): Promise<string[]> {
  const { exitCode, stdout, stderr } = await run(folder, "node", ["-r", "tsx/cjs", "-e", printNames]);
  const named = exitCode === 0 ? namesIn(stdout) : undefined;
  if (!named) throw notSynthesized(called, "its environments", stderr || stdout);
  return named;
}

/** One that is too old to have names prints something else. */
function namesIn(printed: string): string[] | undefined {
  try {
    const names: unknown = JSON.parse(printed);
    return Array.isArray(names) ? (names as string[]) : undefined;
  } catch {
    return undefined;
  }
}

const printNames = 'console.log(JSON.stringify(require("./environments").environmentNames))';

const why = "without both outputs there is nothing to compare.";

const notSynthesized = (called: Source["called"], environment: string, said: string): Failed =>
  called === "base"
    ? failed(
        {
          id: "base-not-synthesized",
          where: environment,
          what: `the base cannot be synthesized. It says:\n${lastLines(said)}`,
          why,
          fix: "compare with a commit that can be, or wait until the base is mended.",
        },
        said,
      )
    : failed(
        {
          id: "present-not-synthesized",
          where: environment,
          what: `what is here cannot be synthesized. It says:\n${lastLines(said)}`,
          why,
          fix: "npm start shows all that is wrong.",
        },
        said,
      );
