/** An advisory that is known and lived with, for a while. */
export interface Accepted {
  /** `GHSA-…`, as GitHub names it. */
  readonly advisory: string;
  /** Why it does no harm here, or what is waited for. */
  readonly reason: string;
  /** The day from which on it is not accepted any more: `2027-03-01`. */
  readonly until: string;
}

/** Whoever adds one says why, and when somebody is to look again. */
export const accepted: readonly Accepted[] = [];
