import { describe, expect, it } from "@jest/globals";
import { assert, property, string } from "fast-check";
import { forBeat } from "../../../logs/collect/beat-text";
import { asBeatReads } from "../../support/collect/beat-reader";
import { hostile } from "../../support/collect/hostile";

describe("text for a Beat", () => {
  it("is a literal, whatever it is, once or twice read", () => {
    const text = hostile(string({ unit: "grapheme" }));
    assert(
      property(text, (value) => asBeatReads(forBeat(value)) === value),
      { seed: 20_261_129 },
    );
    assert(
      property(text, (value) => asBeatReads(asBeatReads(forBeat(value, 2))) === value),
      { seed: 20_261_129 },
    );
  });

  it("is left as it is where nothing in it means anything", () => {
    expect(forBeat("^(?:mes-api-[a-z]+)")).toBe("^(?:mes-api-[a-z]+)");
    expect(forBeat("${HOME}")).toBe("$${HOME}");
  });
});
