import { unexpectedText } from "../simulate/failures";
import { Failed } from "../../delivery/failed";
import { failureText } from "./failure-text";
import type { CommandName, Options } from "./options";
import { readOptions } from "./options";

/** Reads the options, does the work, and ends with what it found: an exit code for programs, a finding for people. */
export async function runCommand(
  name: CommandName,
  closing: string,
  work: (options: Options) => Promise<number>,
): Promise<void> {
  const options = readOptions(name, process.argv.slice(2), process.env);
  try {
    if (options.findings.length > 0) throw new Failed("failed", options.findings);
    process.exitCode = await work(options);
  } catch (failure) {
    if (!(failure instanceof Failed)) {
      console.error(unexpectedText(failure, options.verbose));
      process.exitCode = 1;
      return;
    }
    console.error(failureText(failure, closing, options.verbose));
    process.exitCode = failure.exitCode;
  }
}
