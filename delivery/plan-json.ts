/** What `terraform show -json` says of a saved plan and of a state, as far as it is read here (format 1.x). */
export interface SavedPlan {
  readonly resource_changes?: readonly ResourceChange[];
  readonly output_changes?: Readonly<Record<string, Change>>;
}

export interface ResourceChange {
  readonly address: string;
  /** Address at which it was before, if it moved. */
  readonly previous_address?: string;
  readonly change: Change;
}

export type Action = "no-op" | "create" | "read" | "update" | "delete" | "forget";

export interface Change {
  readonly actions: readonly Action[];
  readonly before?: unknown;
  readonly after?: unknown;
  /** The same shape as `after`, with `true` wherever a value is known after apply only. */
  readonly after_unknown?: unknown;
  /** The same shape as `before`, with `true` wherever a value is sensitive. */
  readonly before_sensitive?: unknown;
  /** The same shape as `after`, with `true` wherever a value is sensitive. */
  readonly after_sensitive?: unknown;
  /** The attributes that cannot be changed in place: `[["policy_id"]]`. */
  readonly replace_paths?: readonly (readonly (string | number)[])[];
}

/** Which state it is (`lineage`), which version of it (`serial`), and of the rest only how many resources it has. */
export interface State {
  readonly lineage: string;
  readonly serial: number;
  readonly resources: number;
}

/** The state before the first apply, when there is none. */
export const noState: State = { lineage: "", serial: 0, resources: 0 };

/** Reads a state. @param text what `terraform state pull` prints; it holds secrets */
export function stateIn(text: string): State {
  if (text.trim() === "") return noState;
  const read = JSON.parse(text) as { lineage: string; serial: number; resources?: readonly unknown[] };
  return { lineage: read.lineage, serial: read.serial, resources: read.resources?.length ?? 0 };
}
