import type { Finding } from "../../findings/finding";
import { error } from "../../findings/finding";
import type { Failure } from "./exit-codes";
import { exitCodes } from "./exit-codes";

/** The command ends here: what a person is told, and the exit code that a program is told. */
export class Refused extends Error {
  readonly exitCode: number;

  /** @param said all that a program said which failed, for whoever asks for more */
  constructor(
    readonly findings: readonly [Finding, ...Finding[]],
    readonly said = "",
  ) {
    const [{ id, what }] = findings;
    super(what);
    this.exitCode = Object.hasOwn(exitCodes, id) ? exitCodes[id as Failure] : exitCodes.failed;
  }
}

export const refused = (finding: Omit<Finding, "severity"> & { readonly id: Failure }, said?: string): Refused =>
  new Refused([error(finding)], said);
