import { bytesText } from "../units/text";
import type { Demand, Range } from "./demand";

/** `20,900`: three digits are more than an estimate knows. */
export const countText = (count: number): string =>
  Number(count.toPrecision(3)).toLocaleString("en-GB", { maximumFractionDigits: 2 });

export const amountText = (amount: number, unit: Demand["unit"]): string =>
  ({
    bytes: () => bytesText({ bytes: amount }),
    cores: () => `${Number(amount.toPrecision(3))}`,
    count: () => countText(amount),
  })[unit]();

/** `130 to 490 MiB`, `240 GiB`. */
export function needText({ needs, unit }: Pick<Demand, "needs" | "unit">): string {
  const [low, high] = ends(needs).map((end) => amountText(unit === "bytes" ? end : rounded(end), unit).split(" "));
  if (!high || low?.join() === high.join()) return low?.join(" ") ?? "";
  return low?.[1] === high[1] ? `${low?.[0]} to ${high.join(" ")}` : `${low?.join(" ")} to ${high.join(" ")}`;
}

const ends = ({ low, high }: Range): readonly number[] => [low, high];

/** Of what there is, at the most: `12 %`. */
export const shareText = ({ needs, has }: Pick<Demand, "needs" | "has">): string =>
  has > 0 ? `${rounded((100 * needs.high) / has)} %` : "all";

/** Two digits. */
const rounded = (amount: number): number => Number(amount.toPrecision(2));
