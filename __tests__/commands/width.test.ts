import { expect, it } from "@jest/globals";
import { widthOf } from "../../commands/width";

it("fills a terminal, and of a file eighty columns", () => {
  expect(widthOf({ isTTY: true, columns: 132 })).toBe(132);
  expect(widthOf({ columns: 132 })).toBe(80);
});
