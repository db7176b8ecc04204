import { describe, expect, it } from "@jest/globals";
import { literal, matchesWhole, regexProblem } from "../../findings/regex";

describe("a pattern of RE2", () => {
  it.each(["mes\\.orders", "(?i)orders", "(?i:orders)", "(?P<shop>shop)\\..+", "a{,5}", "\\\\1"])(
    "is %j",
    (pattern) => {
      expect(regexProblem(pattern)).toBeUndefined();
    },
  );

  it.each([
    ["a(?=b)", "RE2 has no lookahead and no lookbehind"],
    ["(?<!a)b", "RE2 has no lookahead and no lookbehind"],
    ["(a)\\1", "RE2 has no back references"],
    ["*.orders", "nothing to repeat"],
    ["orders(", "unterminated group"],
    ["(?i)orders(", "unterminated group"],
  ])("is not %j", (pattern, problem) => {
    expect(regexProblem(pattern)).toBe(problem);
  });

  it("matches a whole text or none of it, line feeds included; where only RE2 can tell, nothing is said", () => {
    expect(matchesWhole("mes|shop", "mes.orders")).toBe(false);
    expect(matchesWhole(".+", "mes\norders")).toBe(true);
    expect(matchesWhole("(?i:mes)", "MES")).toBeUndefined();
  });

  it("may say at its beginning how it is meant, and give names to its groups", () => {
    expect(matchesWhole("(?i)mes", "MES")).toBe(true);
    expect(matchesWhole("(?sU)mes", "MES")).toBe(false);
    expect(matchesWhole("(?P<one>mes|shop)", "shop")).toBe(true);
  });
});

describe("the pattern for a text", () => {
  it("matches it whole, and nothing that only looks like it", () => {
    for (const text of ["a.b", "/orders/{id}", "$^|?*+()[]\\", "plain"]) {
      expect(matchesWhole(literal(text), text)).toBe(true);
      expect(matchesWhole(literal(text), `${text}x`)).toBe(false);
    }
    expect(matchesWhole(literal("a.b"), "axb")).toBe(false);
  });
});
