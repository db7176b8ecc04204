import type { Found, Part } from "./line";
import type { Ask } from "./question";

/** A check of some subjects that are asked about together: without an answer nothing is known of any. */
export interface Job {
  readonly part: Part;
  readonly check: string;
  readonly subjects: readonly string[];
  /** Asks, and judges the answer. @throws NoAnswer */
  readonly run: (ask: Ask) => Promise<readonly Found[]>;
}
