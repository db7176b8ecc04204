import { describe, expect, it } from "@jest/globals";
import { readOptions } from "../../../commands/delivery/options";

const found = (...args: readonly string[]) =>
  readOptions("comment", ["--environment", "staging", ...args], {}).findings.map(({ what, fix }) => [what, fix]);

describe("the options of npm run comment", () => {
  it("say where a comment is to be made, where one is to be made", () => {
    expect(found("--post")).toEqual([
      ['"--post" lacks its "--pull-request".', "npm run comment -- --post --pull-request 7"],
    ]);
    expect(found("--post", "--pull-request", "7")).toEqual([]);
    expect(found("--pull-request", "7")).toEqual([]);
    expect(readOptions("drift", ["--environment", "staging", "--post"], {}).findings).toEqual([]);
  });

  it("are told once where the number is not there", () => {
    expect(found("--post", "--pull-request", "")).toEqual([
      ['"--pull-request" lacks its value.', "npm run comment -- --pull-request …"],
    ]);
  });
});
