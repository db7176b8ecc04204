import type { Finding } from "../findings/finding";
import { error } from "../findings/finding";
import type { Failure } from "./exit-codes";
import { exitCodes } from "./exit-codes";

/** A command ends here: what a person is told, and the exit code that a program is told. */
export class Failed extends Error {
  readonly exitCode: number;

  /** @param cause what was thrown, where something else was */
  constructor(
    readonly failure: Failure,
    readonly findings: readonly Finding[],
    cause?: unknown,
  ) {
    super(findings.map(({ what }) => what).join("\n"), { cause });
    this.exitCode = exitCodes[failure];
  }
}

/** With the finding's id as the failure. */
export const failed = (finding: Omit<Finding, "severity"> & { readonly id: Failure }): Failed =>
  new Failed(finding.id, [error(finding)]);
