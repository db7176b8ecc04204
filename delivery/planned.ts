import type { State } from "./plan-json";
import type { Summary } from "./summary";

/** `plan.json`: what was planned for one environment. It holds no secret: the saved plans beside it do. */
export interface Planned {
  readonly environment: string;
  /** Whether the servers were asked what there is, or only the state. */
  readonly refreshed: boolean;
  /** The stacks that were planned, in the order in which they are applied. */
  readonly stacks: readonly PlannedStack[];
}

export interface PlannedStack extends Summary {
  readonly name: string;
  /** SHA-256 of `cdk.tf.json`, in hexadecimal: whoever applies must have synthesized the same. */
  readonly synthesized: string;
  /**
   * SHA-256 of the saved plan, byte by byte: another file of the same meaning could sign in elsewhere, or run
   * something.
   */
  readonly saved: string;
  /** State that the plan was made against. */
  readonly state: State;
}

/** As much of `plan.json` as whoever applies has to be told by somebody else than whoever hands over the plans. */
export interface Reviewed {
  readonly environment: string;
  readonly stacks: readonly Pick<PlannedStack, "name" | "digest" | "synthesized" | "saved" | "state">[];
}

/** Names of the files of one stack beside `plan.json`. */
export const filesOf = (stack: string) =>
  ({ plan: `${stack}.plan`, lock: `${stack}.lock.hcl`, text: `${stack}.txt` }) as const;
