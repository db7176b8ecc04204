import type { AlertRule } from "../alert";
import type { Mutant } from "./mutants";

/** A mistake that no story can show, for the alert means the same with it. */
export interface Equivalent {
  /** Of the alerts. */
  readonly kind: string;
  /** As `Mutant.mistake` words it, or what it begins with. */
  readonly mistake: string;
  /** Completes “means the same, because …”. */
  readonly because: string;
}

/** As few as can be: each is a place where nobody would notice. One that no mutant is left for is a finding. */
export const equivalents: readonly Equivalent[] = [];

export const isEquivalent = ({ kind }: AlertRule, { mistake }: Mutant): Equivalent | undefined =>
  equivalents.find((known) => known.kind === kind && mistake.startsWith(known.mistake));
