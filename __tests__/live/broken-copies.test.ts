/**
 * The checks are worth what they catch: a copy of the project with one deliberate mistake in it, for each class of
 * check, must turn the test named here red, or lint. The same tests are green in a copy without a mistake.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, jest } from "@jest/globals";
import { run } from "../../engines/command";
import type { Mistake } from "../support/mistakes";
import { mistakes } from "../support/mistakes";
import { copyOfTheProject } from "../support/project-copy";

jest.setTimeout(120_000);

type Caught = Pick<Mistake, "file" | "test" | "caughtBy">;

/** What jest writes into its `--outputFile`. */
interface Report {
  readonly testResults: readonly {
    readonly name: string;
    readonly assertionResults: readonly { readonly fullName: string; readonly status: string }[];
  }[];
}

const report = "report.json";

const start = (copy: string, program: string, args: readonly string[]) =>
  run(process.execPath, [join(copy, "node_modules", program), ...args], { cwd: copy, env: process.env });

const lint = (copy: string, caught: readonly Caught[]) =>
  start(copy, "eslint/bin/eslint.js", ["--max-warnings", "0", ...new Set(caught.map(({ file }) => file))]);

function test(copy: string, caught: readonly Caught[]) {
  const names = caught.map(({ caughtBy }) => caughtBy.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  const files = new Set(caught.map(({ test: file }) => file));
  const named = ["--testNamePattern", names.join("|"), "--json", "--outputFile", join(copy, report)];
  return start(copy, "jest/bin/jest.js", ["--rootDir", copy, ...files, ...named]);
}

const all = Object.values(mistakes);
const isLint = ({ test: file }: Caught): boolean => file === "lint";

describe("a copy without a mistake", () => {
  it("passes every test that is named for one", async () => {
    const copy = copyOfTheProject();
    const tested = all.filter((mistake) => !isLint(mistake));
    expect(await test(copy, tested)).toMatchObject({ exitCode: 0 });
    const { testResults } = JSON.parse(readFileSync(join(copy, report), "utf8")) as Report;
    const passed = testResults.flatMap(({ name, assertionResults }) =>
      assertionResults.flatMap(({ fullName, status }) => (status === "passed" ? [`${name} ${fullName}`] : [])),
    );
    for (const { test: file, caughtBy } of tested)
      expect(passed.filter((one) => one.includes(file) && one.includes(caughtBy))).not.toEqual([]);
  });

  it("passes lint", async () => {
    expect(await lint(copyOfTheProject(), all.filter(isLint))).toMatchObject({ exitCode: 0 });
  });
});

describe("the test named for it", () => {
  it.each(Object.entries(mistakes))("catches %s", async (_, mistake) => {
    const copy = copyOfTheProject();
    const file = join(copy, mistake.file);
    const text = readFileSync(file, "utf8");
    writeFileSync(
      file,
      text.replace(mistake.right, () => mistake.wrong),
    );
    const { exitCode, stdout, stderr } = await (isLint(mistake) ? lint : test)(copy, [mistake]);
    expect(exitCode).toBe(1);
    if (!isLint(mistake)) expect(stderr).toMatch(/^ {2}● .*/m);
    expect(isLint(mistake) ? stdout : stderr).toContain(mistake.caughtBy);
    if (mistake.says !== undefined) expect(stderr).toContain(mistake.says);
  });
});
