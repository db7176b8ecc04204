import type { Part } from "./line";

export type Reason =
  | "credentials-missing"
  | "credentials-refused"
  | "forbidden"
  | "unreachable"
  | "certificate"
  | "too-slow"
  | "status"
  | "not-json"
  | "not-understood";

/** Why a question has no answer. Many questions may have none for one reason; it is told once. */
export class NoAnswer extends Error {
  constructor(
    readonly api: Part,
    readonly reason: Reason,
    /** What is there, in a sentence. */
    readonly what: string,
    readonly fix: string,
  ) {
    super(what);
  }

  /** Whether no other question to the same program would fare better. */
  get isFinal(): boolean {
    return ["credentials-missing", "credentials-refused", "unreachable", "certificate"].includes(this.reason);
  }
}
