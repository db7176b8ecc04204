/** An advisory that is known and lived with, for a while. */
export interface Accepted {
  /** Id of the advisory, as GitHub names it: `GHSA-…`. */
  readonly advisory: string;
  /** Why it does no harm here, or what is waited for. */
  readonly reason: string;
  /** The day from which on it is not accepted any more: `2027-03-01`. */
  readonly until: string;
}

/** Advisories that are accepted: whoever adds one says why, and when somebody is to look again. */
export const accepted: readonly Accepted[] = [];
