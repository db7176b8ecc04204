/**
 * The checks are worth what they catch: a copy of the project with one deliberate mistake in it, for each class of
 * check, must turn the test named here red, or lint. The same tests are green in a copy without a mistake; that lint
 * is, `npm test` shows before.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it, jest } from "@jest/globals";
import { run } from "../../engines/command";
import type { Mistake } from "../support/mistakes";
import { mistakes } from "../support/mistakes";
import { copyOfTheProject } from "../support/project-copy";

jest.setTimeout(600_000);

const isLint = ([, { test }]: readonly [string, Mistake]): boolean => test === "lint";
const tested = Object.entries(mistakes).filter((one) => !isLint(one));
const linted = Object.entries(mistakes).filter(isLint);

const start = (copy: string, program: string, args: readonly string[]) =>
  run(process.execPath, [join(copy, "node_modules", program), ...args], { cwd: copy, env: process.env });

function make({ file, right, wrong }: Mistake, copy: string): void {
  const path = join(copy, file);
  const text = readFileSync(path, "utf8");
  writeFileSync(
    path,
    text.replace(right, () => wrong),
  );
}

/** What jest writes into its `--outputFile`. */
interface Report {
  readonly testResults: readonly {
    readonly name: string;
    readonly assertionResults: readonly { readonly fullName: string; readonly status: string }[];
  }[];
}

const report = "report.json";

/** The tests that are named for mistakes, and no others. */
function test(copy: string, named: readonly Mistake[]) {
  const names = named.map(({ caughtBy }) => caughtBy.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")).join("|");
  const written = ["--testNamePattern", names, "--json", "--outputFile", join(copy, report)];
  return start(copy, "jest/bin/jest.js", [
    ...["--rootDir", copy],
    ...new Set(named.map(({ test: file }) => file)),
    ...written,
  ]);
}

it("a copy without a mistake passes every test that is named for one", async () => {
  const copy = copyOfTheProject();
  const named = tested.map(([, mistake]) => mistake);
  expect(await test(copy, named)).toMatchObject({ exitCode: 0 });
  const { testResults } = JSON.parse(readFileSync(join(copy, report), "utf8")) as Report;
  const passed = testResults.flatMap(({ name, assertionResults }) =>
    assertionResults.flatMap(({ fullName, status }) => (status === "passed" ? [`${name} ${fullName}`] : [])),
  );
  for (const { test: file, caughtBy } of named)
    expect(passed.filter((one) => one.includes(file) && one.includes(caughtBy))).not.toEqual([]);
});

describe("the test named for it", () => {
  it.each(tested)("catches %s", async (_, mistake) => {
    const copy = copyOfTheProject();
    make(mistake, copy);
    const { exitCode, stderr } = await test(copy, [mistake]);
    expect(exitCode).toBe(1);
    expect(stderr).toMatch(/^ {2}● .*/m);
    expect(stderr).toContain(mistake.caughtBy);
    if (mistake.says !== undefined) expect(stderr).toContain(mistake.says);
  });
});

interface Linted {
  readonly filePath: string;
  readonly messages: readonly { readonly ruleId: string }[];
}

describe("lint", () => {
  let said: readonly Linted[];

  beforeAll(async () => {
    const copy = copyOfTheProject();
    for (const [, mistake] of linted) make(mistake, copy);
    const files = linted.map(([, { file }]) => file);
    const { exitCode, stdout } = await start(copy, "eslint/bin/eslint.js", ["--format", "json", ...files]);
    expect(exitCode).toBe(1);
    said = JSON.parse(stdout) as readonly Linted[];
  });

  it.each(linted)("catches %s, by the rule named for it", (_, { file, caughtBy }) => {
    const rules = said.filter(({ filePath }) => filePath.endsWith(`/${file}`)).flatMap(({ messages }) => messages);
    expect(rules.map(({ ruleId }) => ruleId)).toContain(caughtBy);
  });
});
