import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "@jest/globals";
import { mistakes } from "./mistakes";

it.each(Object.entries(mistakes))("%s can be made where it says", (_, { file, right }) => {
  expect(readFileSync(join(__dirname, "../..", file), "utf8")).toContain(right);
});
