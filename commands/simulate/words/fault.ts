import type { Fault } from "../../../scenarios/fault";
import type { Bytes, Duration, Percent } from "../../../units/quantities";
import { bytesText, durationText, percentText } from "../../../units/text";

/** A fault in words: `errors, shop-api, /api/checkout: share 33 %`. */
export function faultText(fault: Fault): string {
  const { kind, shape } = fault;
  const amounts: string[] = [];
  const names: string[] = [];
  for (const [field, value] of Object.entries<unknown>({ ...fault })) {
    if (told.includes(field)) continue;
    if (typeof value === "string") names.push(value);
    else if (value !== undefined) amounts.push(`${spoken(field)} ${amountText(value)}`);
  }
  const growing = shape === "ramp" ? ["growing"] : [];
  const rest = [...growing, ...amounts].join(", ");
  return `${[kind, ...names].join(", ")}${rest === "" ? "" : `: ${rest}`}`;
}

/** When, and what, is told elsewhere. */
const told: readonly string[] = ["kind", "from", "until", "shape"];

/** `perFailure` becomes `per failure`. */
const spoken = (field: string): string => field.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);

function amountText(value: unknown): string {
  if (Array.isArray(value)) return value.join(", ");
  if (typeof value !== "object" || value === null) return String(value);
  if ("percent" in value) return percentText(value as Percent);
  if ("bytes" in value) return bytesText(value as Bytes);
  return durationText(value as Duration);
}
