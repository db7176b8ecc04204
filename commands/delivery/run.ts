import { Failed } from "../../findings/failed";
import { run } from "../run";
import type { CommandName, Options } from "./options";
import { readOptions } from "./options";

/** Runs a command of the delivery: does nothing where its options are not understood. */
export function runCommand(
  name: CommandName,
  closing: string,
  work: (options: Options) => Promise<number>,
): Promise<void> {
  const options = readOptions(name, process.argv.slice(2), process.env);
  return run(
    () => {
      if (options.findings.length > 0) throw new Failed("failed", options.findings);
      return work(options);
    },
    { closing, verbose: options.verbose },
  );
}
