import { describe, expect, it } from "@jest/globals";
import { unexpectedText } from "../../findings/unexpected";

describe("what nobody reckoned with", () => {
  it("is told in a line, and with its stack where more is asked for", () => {
    const failure = new Error("no reason");
    expect([unexpectedText("no reason", true), unexpectedText(failure, false)]).toEqual(["no reason", "no reason"]);
    expect(unexpectedText(failure, true)).toMatch(/^Error: no reason\n {4}at /);
  });
});
