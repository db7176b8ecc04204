import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { elasticsearchQuantity, goDuration, prometheusDuration, secondsOf } from "./durations";

describe("a duration in other words", () => {
  it.each([
    ["60m", "1h0m0s", "1h"],
    ["90m", "1h30m0s", "1h30m"],
    ["4m30s", "4m30s", "4m30s"],
    ["24h", "24h0m0s", "1d"],
    ["3d", "72h0m0s", "3d"],
    ["7d", "168h0m0s", "1w"],
    ["8d", "192h0m0s", "8d"],
    ["25h", "25h0m0s", "1d1h"],
    ["0s", "0s", "0s"],
    ["soon", "soon", "soon"],
  ])("%s is %s in Go and %s in Prometheus", (text, go, prometheus) => {
    expect([goDuration(text), prometheusDuration(text)]).toEqual([go, prometheus]);
  });

  it("is as long as it was, and stays as it is when it is spelt once more", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 10_000_000 }), (seconds) => {
        for (const spelling of [goDuration, prometheusDuration]) {
          const text = spelling(`${seconds}s`);
          expect(secondsOf(text)).toBe(seconds);
          expect(spelling(text)).toBe(text);
        }
      }),
      { seed: 38 },
    );
  });

  it("is left by Elasticsearch as it was counted", () => {
    expect(["1440m", "30D", "50 GB", "0ms", "<snap>"].map(elasticsearchQuantity)).toEqual([
      "1440m",
      "30d",
      "50gb",
      "0ms",
      "<snap>",
    ]);
  });
});
