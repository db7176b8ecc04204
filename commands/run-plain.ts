import { readCommandLine } from "../findings/command-line";
import { Failed } from "../findings/failed";
import { run } from "./run";

const words = { verbose: { type: "boolean" } } as const;

type Work = (verbose: boolean) => number | Promise<number>;

/** Runs a command that can be asked for nothing but to say more of what it did not expect: `npm run coverage`. */
export function runPlain(name: string, closing: string, work: Work): Promise<void> {
  const command = { run: `npm run ${name}`, example: "--verbose", why: "something else would be done than was meant." };
  const { has, findings } = readCommandLine(process.argv.slice(2), words, command);
  const verbose = has("verbose");
  return run(
    () => {
      if (findings.length > 0) throw new Failed("failed", findings);
      return work(verbose);
    },
    { closing, verbose },
  );
}
