/** How `npm run diff` can fail, each with an exit code of its own: docs/review.md has the same table. */
export const exitCodes = {
  /** Wrong options, or a failure that has no name here. */
  failed: 1,
  "no-repository": 60,
  "base-unknown": 61,
  "base-not-installable": 62,
  "base-not-synthesized": 63,
  "present-not-synthesized": 64,
  "output-missing": 65,
  "output-broken": 65,
} as const;

export type Failure = keyof typeof exitCodes;
