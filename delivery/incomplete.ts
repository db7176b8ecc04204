import { Failed } from "../findings/failed";
import { error } from "../findings/finding";
import { someOf } from "../findings/some-of";
import type { Message } from "./message";
import { errorsIn } from "./message";
import { refusalOf } from "./refusals";
import type { Summary } from "./summary";
import { kinds } from "./summary";

export interface Incomplete {
  readonly where: string;
  readonly messages: readonly Message[];
  readonly summary: Summary;
  /** Names of the stacks that were applied before. */
  readonly before: readonly string[];
  /** Names of the stacks that would have been next. */
  readonly afterwards: readonly string[];
  /** How to begin again. @default as the pipeline does */
  readonly goOn?: string;
  /** Why it stopped. */
  readonly refusal: Failed;
}

const mostNames = 12;

/** The failure of an apply that ended: why, and what it left behind if it had begun. */
export function stopped(apply: Omit<Incomplete, "refusal">): Failed {
  const refusal = refusalOf(apply.where, errorsIn(apply.messages));
  const hasBegun = apply.before.length > 0 || apply.messages.some(({ type }) => type === "apply_start");
  return hasBegun ? incomplete({ ...apply, refusal }) : refusal;
}

/**
 * The failure of an apply that stopped in the middle: what it did, what it did not, and how to go on; then why it
 * stopped.
 */
export function incomplete({
  where,
  messages,
  summary,
  before,
  afterwards,
  goOn = "plan again, have it reviewed, and apply",
  refusal,
}: Incomplete): Failed {
  const of = (type: string) => [
    ...new Set(messages.flatMap((message) => (message.type === type && message.address ? [message.address] : []))),
  ];
  const [done, refused] = [of("apply_complete"), of("apply_errored")];
  const planned = kinds.flatMap((kind) => summary.changes[kind]);
  const open = planned.filter((address) => !done.includes(address) && !refused.includes(address));
  const stopped = error({
    id: "apply-incomplete",
    where,
    what: [
      list("applied", done),
      list("failed", refused),
      list("not begun, or not heard of", open),
      ...(before.length === 0 ? [] : [`stacks applied before: ${before.join(", ")}`]),
      ...(afterwards.length === 0 ? [] : [`stacks not begun: ${afterwards.join(", ")}`]),
    ].join("\n"),
    why: "what was applied stands in the state, and stays; nothing is taken back.",
    fix: `mend what is told below, then ${goOn}: only the rest is planned then`,
  });
  return new Failed("apply-incomplete", [stopped, ...refusal.findings]);
}

const list = (title: string, addresses: readonly string[]) =>
  `${title}: ${addresses.length === 0 ? "nothing" : `${addresses.length}, ${someOf(addresses, mostNames)}`}`;
