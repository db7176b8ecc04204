import { describe, expect, it } from "@jest/globals";
import { checkRoom } from "../../../commands/simulate/failures";
import type { SampledSeries } from "../../../simulation/samples";

describe("room for a simulation", () => {
  const series: SampledSeries[] = [
    { name: "up", labels: {}, at: Float64Array.of(0, 30_000), values: Float64Array.of(1, 1) },
  ];
  const found = (mebibytes: number) => checkRoom(series, { bavail: mebibytes, bsize: 2 ** 20 }).map(({ id }) => id);

  it("is reckoned before anything is started: none is a finding, and enough is none", () => {
    expect(found(0)).toEqual(["disk-full"]);
    expect(found(10)).toEqual(["disk-full"]);
    expect(found(100)).toEqual([]);
  });
});
