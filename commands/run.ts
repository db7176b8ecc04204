import { exitCodes } from "../findings/exit-codes";
import { Failed } from "../findings/failed";
import { countFindings, printFindings } from "../findings/print";
import { unexpectedText } from "../findings/unexpected";
import { withoutUnseen } from "../findings/unseen";

export interface Ending {
  /** A sentence behind how many findings there are: what was not done for them. */
  readonly closing: string;
  /** Whether it is also said where in the code something unexpected happened. */
  readonly verbose: boolean;
}

/**
 * Runs a command, and ends it as every command ends: with the exit code of its work, or with what kept it from that.
 */
export async function run(work: () => number | Promise<number>, ending: Ending): Promise<void> {
  // Whoever read along may be gone, as a terminal that was closed: what is being done is ended all the same.
  for (const stream of [process.stdout, process.stderr]) stream.on("error", () => undefined);
  try {
    process.exitCode = await work();
  } catch (failure) {
    const isTold = failure instanceof Failed;
    console.error(isTold ? failureText(failure, ending) : unexpectedText(failure, ending.verbose));
    process.exitCode = isTold ? failure.exitCode : exitCodes.failed;
  }
}

function failureText({ findings, more }: Failed, { closing, verbose }: Ending): string {
  const told = printFindings(findings, `${countFindings(findings)}. ${closing}`);
  return verbose && more !== "" ? `${told}\n\n${withoutUnseen(more).trimEnd()}` : told;
}
