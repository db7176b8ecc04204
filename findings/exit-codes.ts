/**
 * How a command can fail, each way with an exit code of its own. docs/delivery.md has the same table of the way of a
 * change, docs/review.md of `npm run diff`, whose codes begin at 60.
 */
export const exitCodes = {
  /** Wrong options, a description with errors, or a failure that has no name here. */
  failed: 1,
  /** `drift` found that something was changed by another way. */
  "drift-found": 2,
  "credentials-missing": 10,
  "credentials-expired": 11,
  "credentials-refused": 12,
  "variable-missing": 13,
  "variable-malformed": 14,
  "state-locked": 20,
  "state-missing": 21,
  "backend-changed": 22,
  "upstream-not-deployed": 23,
  "provider-not-installable": 24,
  "api-unreachable": 25,
  "plan-missing": 30,
  "plan-not-reviewed": 31,
  "plan-stale": 32,
  "approval-missing": 33,
  "approval-not-asked": 34,
  "apply-incomplete": 40,
  "release-not-ready": 41,
  interrupted: 42,
  "comment-not-posted": 50,
  "no-repository": 60,
  "base-unknown": 61,
  "base-not-installable": 62,
  "base-not-synthesized": 63,
  "present-not-synthesized": 64,
  "output-missing": 65,
  "output-broken": 65,
} as const;

export type Failure = keyof typeof exitCodes;
