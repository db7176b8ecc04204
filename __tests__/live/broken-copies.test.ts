/**
 * The checks are worth what they catch: a copy of the project with one deliberate mistake in it, for each class of
 * check, must turn the test named here red. The same test is green in an unbroken copy.
 */
import { cpSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, jest } from "@jest/globals";
import { emptyFolder } from "../support/folder";
import { run } from "../support/terraform/command";

jest.setTimeout(120_000);

const root = join(__dirname, "..", "..");
const generated = new Set(["node_modules", ".git", "cdktf.out", "coverage"]);

interface Mistake {
  readonly file: string;
  readonly right: string;
  readonly wrong: string;
  readonly test: string;
  readonly caughtBy: string;
}

const noFindings = {
  test: "__tests__/synthesis/synthesize.test.ts",
  caughtBy: "writes both stacks of local, without findings",
};

const mistakes: Record<string, Mistake> = {
  "a typo in a values path": {
    file: "constructs/span-metrics-exporter.ts",
    right: "replicaCount:",
    wrong: "replicasCount:",
    ...noFindings,
  },
  "a metric that no exporter has": {
    file: "alerts/http.ts",
    right: "or(max(select(up, { job })), constant(0))",
    wrong: 'or(max(select({ ...up, name: "upp" }, { job })), constant(0))',
    ...noFindings,
  },
  "a label that the metric does not carry": {
    file: "signals/http.ts",
    right: '.by("service", "endpoint", "method", "params")',
    wrong: '.by("service", "route" as "endpoint", "method", "params")',
    ...noFindings,
  },
  "a label of the plan under another name": {
    file: "signals/http.ts",
    right: '["service", "endpoint", "status_code"],\n    "Responses',
    wrong: '["service", "endpoint", "status"] as never,\n    "Responses',
    test: "__tests__/signals",
    caughtBy: "labels",
  },
  "an unescaped ${": {
    file: "constructs/border.ts",
    right: 'text.replace(/([$%])\\{(?!TfToken\\[)/g, "$1$1{")',
    wrong: "text",
    test: "__tests__/live/deploy.test.ts",
    caughtBy: "the stack monitoring of local is valid, plans, applies, and has nothing left to do afterwards",
  },
  "a boundary of the histogram that the objective needs": {
    file: "exporters/span-metrics.ts",
    right: "[...defaultBoundaries, ...services.map((service) => service.objectives.latency.within)]",
    wrong: "defaultBoundaries.slice(1)",
    test: "__tests__/exporters",
    caughtBy: "objective",
  },
};

/** The working tree as it is, its modules shared. */
function copyOfTheProject(): string {
  const copy = emptyFolder();
  for (const entry of readdirSync(root))
    if (!generated.has(entry)) cpSync(join(root, entry), join(copy, entry), { recursive: true });
  symlinkSync(join(root, "node_modules"), join(copy, "node_modules"));
  return copy;
}

async function runs(copy: string, { test, caughtBy }: Pick<Mistake, "test" | "caughtBy">) {
  const jestBinary = join(copy, "node_modules", "jest", "bin", "jest.js");
  const args = [
    jestBinary,
    "--rootDir",
    copy,
    test,
    "--testNamePattern",
    caughtBy.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"),
  ];
  const { exitCode, stderr } = await run(process.execPath, args, { cwd: copy, env: process.env });
  return { exitCode, stderr, passed: Number(/^Tests:.*?(\d+) passed/m.exec(stderr)?.[1] ?? 0) };
}

describe("the test named for it", () => {
  it.each(Object.entries(mistakes))("catches %s", async (_, mistake) => {
    const copy = copyOfTheProject();
    const sound = await runs(copy, mistake);
    expect(sound).toMatchObject({ exitCode: 0 });
    expect(sound.passed).toBeGreaterThan(0);

    const file = join(copy, mistake.file);
    const text = readFileSync(file, "utf8");
    expect(text).toContain(mistake.right);
    writeFileSync(
      file,
      text.replace(mistake.right, () => mistake.wrong),
    );
    const { exitCode, stderr } = await runs(copy, mistake);
    expect(exitCode).toBe(1);
    expect(stderr).toMatch(/^ {2}● .*/m);
    expect(stderr).toContain(mistake.caughtBy);
  });
});
