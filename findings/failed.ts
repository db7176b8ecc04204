import type { Failure } from "./exit-codes";
import { exitCodes } from "./exit-codes";
import type { Finding } from "./finding";
import { error } from "./finding";

/** A command ends here: what a person is told, and the exit code that a program is told. */
export class Failed extends Error {
  readonly exitCode: number;

  /** @param more for whoever asks for more: where it happened, or all that a program said which failed */
  constructor(
    readonly failure: Failure,
    readonly findings: readonly Finding[],
    readonly more = "",
  ) {
    super(findings.map(({ what }) => what).join("\n"));
    this.exitCode = exitCodes[failure];
  }
}

/** A failed command, of one finding: its id is the failure. */
export const failed = (finding: Omit<Finding, "severity"> & { readonly id: Failure }, more?: string): Failed =>
  new Failed(finding.id, [error(finding)], more);
