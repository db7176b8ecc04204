import type { AnyAlert } from "../alerts/alert";
import { severities } from "../alerts/alert";
import type { NotificationPolicy } from "../alerts/routing";
import type { Environment } from "../environments/environment";
import { groupedBy } from "../findings/grouped";
import type { AnySlice } from "../slices/slice";

/** What there is in an environment, as far as runbooks tell of it. */
export interface Deployed {
  readonly environment: Environment;
  readonly slices: readonly AnySlice[];
  /** Notification policies: who hears of its alerts. */
  readonly policies: NotificationPolicy;
}

/** An alert rule, and the slice in which it stands. */
export interface Standing {
  readonly alert: AnyAlert;
  readonly slice: AnySlice;
}

/** All rules of one kind. */
export interface KindOfAlert {
  readonly kind: string;
  /** The first environment that has it. */
  readonly environment: Environment;
  /**
   * Its rules in that environment: those that wake somebody first, then in the order of the description. At least one.
   */
  readonly standings: readonly Standing[];
}

/** The kinds of alert that there are anywhere, by name; of each the rules of the first environment that has it. */
export function kindsIn(deployed: readonly Deployed[]): KindOfAlert[] {
  const all = deployed.flatMap(({ environment, slices }) =>
    [...groupedBy(standingsIn(slices), ({ alert }) => alert.kind)].map(([kind, standings]) => ({
      kind,
      environment,
      standings: [...standings].sort((one, other) => urgency(one) - urgency(other)),
    })),
  );
  const first = new Map(all.reverse().map((kind) => [kind.kind, kind]));
  return [...first.values()].sort((one, other) => (one.kind < other.kind ? -1 : 1));
}

export const standingsIn = (slices: readonly AnySlice[]): Standing[] =>
  slices.flatMap((slice) => slice.alerts.map((alert) => ({ alert, slice })));

const urgency = ({ alert }: Standing): number => severities.indexOf(alert.severity);
