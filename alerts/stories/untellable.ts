import type { AlertRule } from "../alert";
import type { Mutant } from "./mutants";

/** A mistake that no story can show. */
export interface Untellable {
  /** Kind of the alerts. */
  readonly kind: string;
  /** The mistake as `Mutant.mistake` words it, or what it begins with. */
  readonly mistake: string;
  /** Why no story can show it: completes “no story can show it, because …”. */
  readonly because: string;
}

/**
 * All mistakes that no story can show. As few as can be: each is a place where nobody would notice. One that no mutant
 * is left for is a finding.
 */
export const untellable: readonly Untellable[] = [
  {
    kind: "http-exporter-absent",
    mistake: "does not ask for service=",
    because:
      "it guards against recording rules that do not run, and in a story they always do; where all collectors are gone, another service's rules make no difference",
  },
];

export const excuseOf = ({ kind }: AlertRule, { mistake }: Mutant): Untellable | undefined =>
  untellable.find((known) => known.kind === kind && mistake.startsWith(known.mistake));
