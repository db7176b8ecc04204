/**
 * The checks are worth what they catch: a copy of the project with one deliberate mistake in it, for each class of
 * check, must turn the test named here red, or lint. The same test is green in an unbroken copy.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, jest } from "@jest/globals";
import { run } from "../../engines/command";
import type { Mistake } from "../support/mistakes";
import { mistakes } from "../support/mistakes";
import { copyOfTheProject } from "../support/project-copy";

jest.setTimeout(120_000);

async function runs(copy: string, { file, test, caughtBy }: Mistake): Promise<Verdict> {
  const place = { cwd: copy, env: process.env };
  const binary = (...path: string[]) => join(copy, "node_modules", ...path);
  if (test === "lint") {
    const args = [binary("eslint", "bin", "eslint.js"), "--max-warnings", "0", file];
    const { exitCode, stdout, stderr } = await run(process.execPath, args, place);
    return { exitCode, said: stdout + stderr, passed: exitCode === 0 };
  }
  const pattern = ["--testNamePattern", caughtBy.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")];
  const args = [binary("jest", "bin", "jest.js"), "--rootDir", copy, test, ...pattern];
  const { exitCode, stderr } = await run(process.execPath, args, place);
  return { exitCode, said: stderr, passed: /^Tests:.* [1-9]\d* passed/m.test(stderr) };
}

interface Verdict {
  readonly exitCode: number;
  readonly said: string;
  /** Whether there was anything to pass. */
  readonly passed: boolean;
}

describe("the test named for it", () => {
  it.each(Object.entries(mistakes))("catches %s", async (_, mistake) => {
    const copy = copyOfTheProject();
    expect(await runs(copy, mistake)).toMatchObject({ exitCode: 0, passed: true });

    const file = join(copy, mistake.file);
    const text = readFileSync(file, "utf8");
    writeFileSync(
      file,
      text.replace(mistake.right, () => mistake.wrong),
    );
    const { exitCode, said } = await runs(copy, mistake);
    expect(exitCode).toBe(1);
    if (mistake.test !== "lint") expect(said).toMatch(/^ {2}● .*/m);
    expect(said).toContain(mistake.caughtBy);
    if (mistake.says !== undefined) expect(said).toContain(mistake.says);
  });
});
