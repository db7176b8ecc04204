import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { enginePath } from "../engine-path";
import type { GuardedFolder } from "./guarded-folder";
import { runToEnd } from "./process";
import { temporaryFolder } from "./temporary-folder";

/** File name to content, as `PrometheusRule.spec` has it: `{ groups: [...] }`. */
export type RuleFiles = Readonly<Record<string, unknown>>;

/** What `promtool check rules` has against the files, lint included: empty if nothing. */
export function checkRules(ruleFiles: RuleFiles): Promise<string> {
  return promtool(ruleFiles, (files) => ["check", "rules", "--lint=all", "--lint-fatal", ...files]);
}

/**
 * Runs one unit test file against the rules: the complaint of `promtool test rules`, empty if all passed.
 * `test` is the file without `rule_files`: those are the ones given.
 */
export function testRules(test: Readonly<Record<string, unknown>>, ruleFiles: RuleFiles): Promise<string> {
  return promtool(ruleFiles, (files, write) => ["test", "rules", write("test.json", { ...test, rule_files: files })]);
}

async function promtool(
  ruleFiles: RuleFiles,
  commandOn: (files: readonly string[], write: (name: string, content: unknown) => string) => readonly string[],
): Promise<string> {
  const folder = temporaryFolder("promtool");
  try {
    const files = Object.entries(ruleFiles).map(([name, content]) => folder.write(`rules-${name}.json`, content));
    return (
      await runToEnd(
        enginePath("promtool"),
        commandOn(files, (name, content) => folder.write(name, content)),
      )
    ).complaint;
  } finally {
    folder.remove();
  }
}

/** It throws away nearly all it makes; to look for it less often makes it a fifth faster. */
const spacious = { GOGC: "400" };

/**
 * As {@link testRules}, in a folder that is gone with this process, whatever ends it, and promtool with it. Any number of
 * them may run at the same time.
 */
export function rulesTesterIn(guarded: GuardedFolder): typeof testRules {
  let runs = 0;
  return async (test, ruleFiles) => {
    const run = String((runs += 1));
    const folder = join(guarded.path, run);
    const pid = join(guarded.path, `pid-${run}-KILL`);
    mkdirSync(folder);
    const write = (name: string, content: unknown): string => {
      const file = join(folder, name);
      writeFileSync(file, JSON.stringify(content));
      return file;
    };
    try {
      const files = Object.entries(ruleFiles).map(([name, content]) => write(`rules-${name}.json`, content));
      const command = [enginePath("promtool"), "test", "rules", write("test.json", { ...test, rule_files: files })];
      return (await runToEnd("sh", ["-c", 'echo $$ >"$0"; exec "$@"', pid, ...command], spacious)).complaint;
    } finally {
      // The number may be another's by now.
      for (const left of [pid, folder]) rmSync(left, { recursive: true, force: true });
    }
  };
}
