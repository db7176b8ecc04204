import { bytesText } from "../units/text";
import type { Demand, Range } from "./demand";
import { headroom } from "./demand";

/** A count in three digits, which are more than an estimate knows: `20,900`. */
export const countText = (count: number): string =>
  Number(count.toPrecision(3)).toLocaleString("en-GB", { maximumFractionDigits: 2 });

/** An amount in its unit: `8 GiB`, `0.25` of processors, `6,000`. */
export const amountText = (amount: number, unit: Demand["unit"]): string =>
  ({
    bytes: () => bytesText({ bytes: amount }),
    cores: () => `${Number(amount.toPrecision(3))}`,
    count: () => countText(amount),
  })[unit]();

/** What is needed, from the least to the most: `130 to 490 MiB`; where both read alike, `240 GiB`. */
export function needText({ needs, unit }: Pick<Demand, "needs" | "unit">): string {
  const [low, high] = ends(needs).map((end) => amountText(unit === "bytes" ? end : rounded(end), unit).split(" "));
  if (!high || low?.join() === high.join()) return low?.join(" ") ?? "";
  return low?.[1] === high[1] ? `${low?.[0]} to ${high.join(" ")}` : `${low?.join(" ")} to ${high.join(" ")}`;
}

const ends = ({ low, high }: Range): readonly number[] => [low, high];

/** How much of what there is may be needed at the most: `12 %`; `all` where there is nothing. */
export const shareText = ({ needs, has }: Pick<Demand, "needs" | "has">): string =>
  has > 0 ? `${rounded((100 * needs.high) / has)} %` : "all";

/** Whole GiB that are enough and leave the fifth free that is asked for ({@link headroom}). */
export const wholeGibibytes = ({ needs }: Pick<Demand, "needs">): number => Math.ceil(needs.high / headroom / 2 ** 30);

/** Two digits. */
const rounded = (amount: number): number => Number(amount.toPrecision(2));
