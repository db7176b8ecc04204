import { enginePath } from "../engine-path";
import type { GuardedFolder } from "./guarded-folder";
import { spacious } from "./spacious";
import { temporaryFolder } from "./temporary-folder";

/** File name to content, as `PrometheusRule.spec` has it: `{ groups: [...] }`. */
export type RuleFiles = Readonly<Record<string, unknown>>;

/**
 * Runs one unit test file against the rules: the complaint of `promtool test rules`, empty if all passed.
 * `test` is the file without `rule_files`: those are the ones given.
 */
export type RulesTester = (test: Readonly<Record<string, unknown>>, ruleFiles: RuleFiles) => Promise<string>;

/**
 * Tester of rules in a guarded folder. Any number of tests may run at the same time.
 * @param guarded none of them outlives it
 */
export const rulesTesterIn =
  (guarded: GuardedFolder): RulesTester =>
  async (test, ruleFiles) => {
    const { write, remove } = temporaryFolder("promtool", guarded.path);
    try {
      const files = Object.entries(ruleFiles).map(([name, content]) => write(`rules-${name}.json`, content));
      const testFile = write("test.json", { ...test, rule_files: files });
      return (await guarded.runToEnd(enginePath("promtool"), ["test", "rules", testFile], spacious)).complaint;
    } finally {
      remove();
    }
  };
