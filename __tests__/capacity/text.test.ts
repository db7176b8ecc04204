import { expect, it } from "@jest/globals";
import { amountText, countText, needText, shareText } from "../../capacity/text";
import { gibibytes, mebibytes } from "../../units/quantities";

it.each([
  [20_491, "20,500"],
  [534, "534"],
  [1_130_000, "1,130,000"],
  [0.4, "0.4"],
])("%d is said as %s", (count, text) => {
  expect(countText(count)).toBe(text);
});

it("a range names its unit once where both ends have it", () => {
  const bytes = (low: number, high: number) => needText({ unit: "bytes", needs: { low, high } });
  expect(bytes(mebibytes(105).bytes, mebibytes(496).bytes)).toBe("105 to 496 MiB");
  expect(bytes(mebibytes(900).bytes, gibibytes(2).bytes)).toBe("900 MiB to 2 GiB");
  expect(bytes(gibibytes(3).bytes, gibibytes(3).bytes)).toBe("3 GiB");
  expect(needText({ unit: "cores", needs: { low: 0.0039, high: 0.0331 } })).toBe("0.0039 to 0.033");
  expect(needText({ unit: "count", needs: { low: 534, high: 534 } })).toBe("530");
});

it("what there is, is said as it is stated", () => {
  expect(amountText(gibibytes(8).bytes, "bytes")).toBe("8 GiB");
  expect(amountText(0.25, "cores")).toBe("0.25");
  expect(amountText(6000, "count")).toBe("6,000");
});

it("a share is of the most that may be needed", () => {
  expect(shareText({ needs: { low: 10, high: 25 }, has: 200 })).toBe("13 %");
  expect(shareText({ needs: { low: 10, high: 25 }, has: 0 })).toBe("all");
});
