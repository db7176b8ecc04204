import { createHash } from "node:crypto";
import type { Change, ResourceChange, SavedPlan } from "./plan-json";

/** Kinds of what a plan does to one resource, in the order in which a reader wants to know. */
export const kinds = ["destroy", "replace", "update", "create", "forget", "move"] as const;
export type Kind = (typeof kinds)[number];

/** What a saved plan does, without a value that is secret. */
export interface Summary {
  readonly changes: Readonly<Record<Kind, readonly string[]>>;
  /** Paths of the attributes that force a replacement, by the address of the resource. */
  readonly replacedFor: Readonly<Record<string, readonly string[]>>;
  /** SHA-256 of what the plan means, in hexadecimal: the same for two plans that do the same to the same. */
  readonly digest: string;
}

/** How a kind is told: "3 to create". */
export const told: Readonly<Record<Kind, string>> = {
  destroy: "to destroy",
  replace: "to replace",
  update: "to update",
  create: "to create",
  forget: "to forget",
  move: "to rename",
};

export function summaryOf({ resource_changes = [], output_changes = {} }: SavedPlan): Summary {
  const acting = resource_changes.filter((change) => kindOf(change) !== undefined).sort(byAddress);
  const of = (kind: Kind) => acting.filter((change) => kindOf(change) === kind).map(({ address }) => address);
  const outputs = Object.entries(output_changes).filter(([, { actions }]) => actions[0] !== "no-op");
  return {
    changes: Object.fromEntries(kinds.map((kind) => [kind, of(kind)])) as Record<Kind, string[]>,
    replacedFor: Object.fromEntries(
      acting
        .filter((change) => kindOf(change) === "replace")
        .map(({ address, change }) => [address, (change.replace_paths ?? []).map((path) => path.join(".")).sort()]),
    ),
    digest: digestOf([acting.map(meaningOf), outputs.map(([name, change]) => [name, changeOf(change)])]),
  };
}

export const isEmpty = ({ changes }: Summary): boolean => kinds.every((kind) => changes[kind].length === 0);

function kindOf({ change: { actions }, address, previous_address }: ResourceChange): Kind | undefined {
  const [first] = actions;
  if (actions.length === 2) return first === "forget" ? "forget" : "replace";
  if (first === "delete") return "destroy";
  if (first === "create" || first === "update" || first === "forget") return first;
  return first === "no-op" && previous_address !== undefined && previous_address !== address ? "move" : undefined;
}

const byAddress = (a: ResourceChange, b: ResourceChange) => (a.address < b.address ? -1 : 1);

const meaningOf = ({ address, previous_address, change }: ResourceChange) => ({
  address,
  previous_address,
  ...changeOf(change),
});

/**
 * What was and what will be, with a mark where a value is secret or not known yet: whoever has a digest shall not be
 * able to try secrets until one fits, and what the server makes up is not what anybody reviewed.
 */
const changeOf = (change: Change) => ({
  actions: change.actions,
  before: masked(change.before, change.before_sensitive, "(sensitive)"),
  after: masked(
    masked(change.after, change.after_sensitive, "(sensitive)"),
    change.after_unknown,
    "(known after apply)",
  ),
  replaced: change.replace_paths,
});

function masked(value: unknown, mask: unknown, mark: string): unknown {
  if (mask === true) return mark;
  if (Array.isArray(mask)) {
    const items: readonly unknown[] = Array.isArray(value) ? value : [];
    return mask.length === 0 ? value : merged(items, mask as unknown[], mark);
  }
  if (!isRecord(mask) || Object.keys(mask).length === 0) return value;
  const record = isRecord(value) ? value : {};
  const names = [...new Set([...Object.keys(record), ...Object.keys(mask)])];
  return Object.fromEntries(names.map((name) => [name, masked(record[name], mask[name], mark)]));
}

const merged = (items: readonly unknown[], mask: readonly unknown[], mark: string) =>
  Array.from({ length: Math.max(items.length, mask.length) }, (_, at) => masked(items[at], mask[at], mark));

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const digestOf = (meaning: unknown): string =>
  createHash("sha256")
    .update(JSON.stringify(sorted(meaning)))
    .digest("hex");

/** Keys in one order, wherever they came from. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (!isRecord(value)) return value;
  return Object.fromEntries(
    Object.keys(value)
      .sort()
      .map((key) => [key, sorted(value[key])]),
  );
}
