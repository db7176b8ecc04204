import { describe, expect, it } from "@jest/globals";
import { belowBell, manyOf, randomOf } from "../../../simulation/world/random";

const many = 20_000;
const mean = (draw: () => number) => Array.from({ length: many }, draw).reduce((sum, value) => sum + value, 0) / many;

describe("random numbers", () => {
  it("follow from the seed and what they are for, and from nothing else", () => {
    const draw = (seed: number, ...names: string[]) => {
      const { uniform } = randomOf(seed, ...names);
      return [uniform(), uniform(), uniform()];
    };
    expect(draw(1, "traffic", "shop-api")).toEqual(draw(1, "traffic", "shop-api"));
    expect(draw(1, "traffic", "shop-api")).not.toEqual(draw(2, "traffic", "shop-api"));
    expect(draw(1, "traffic", "shop-api")).not.toEqual(draw(1, "traffic", "crm-api"));
  });

  it.each([0.2, 4, 29, 31, 400])("count events that happen %d times on average", (expected) => {
    const { poisson } = randomOf(7, "events");
    const deviation = Math.sqrt(expected / many);
    expect(Math.abs(mean(() => poisson(expected)) - expected)).toBeLessThan(5 * deviation);
  });

  it("are spread like a bell where they are to be", () => {
    const { normal } = randomOf(7, "bell");
    const draws = Array.from({ length: many }, normal);
    for (const z of [-2, -1, 0, 0.5, 1.5]) {
      const share = draws.filter((draw) => draw < z).length / many;
      expect(Math.abs(share - belowBell(z))).toBeLessThan(5 * Math.sqrt(0.25 / many));
    }
  });
});

describe("how many of many it is", () => {
  it.each([
    [12, 0.3],
    [12, 0.97],
    [300, 0.004],
    [300, 0.4],
  ])("are of %d, each with the chance %d, as many as the two multiplied", (n, p) => {
    const { uniform } = randomOf(3, "many");
    const deviation = Math.sqrt((n * p * (1 - p)) / many);
    expect(Math.abs(mean(() => manyOf(n, p, uniform())) - n * p)).toBeLessThan(5 * deviation + 0.02);
  });

  it("never fall when the chance rises, as the buckets of a histogram do not", () => {
    const { uniform } = randomOf(5, "buckets");
    for (let draw = 0; draw < 2000; draw++) {
      const [n, u] = [Math.floor(200 * uniform()), uniform()];
      const counts = [0, 0.01, 0.2, 0.49, 0.5, 0.51, 0.8, 0.97, 0.999, 1].map((p) => manyOf(n, p, u));
      expect(counts).toEqual([...counts].sort((a, b) => a - b));
      expect(counts.at(-1)).toBe(n);
    }
  });
});
