import { describe, expect, it } from "@jest/globals";
import { painless } from "../../../logs/parts/painless";

describe("Painless", () => {
  it("loses the indentation of the file that it stands in, and no other", () => {
    expect(painless("\n      if (a) {\n        b();\n      }\n    ")).toBe("if (a) {\n  b();\n}");
  });

  it("keeps line feeds within texts", () => {
    expect(painless("\n  a = '\n';\n  b = 1;\n")).toBe("a = '\n';\nb = 1;");
  });
});
