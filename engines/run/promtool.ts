import { enginePath } from "../engine-path";
import type { GuardedFolder } from "./guarded-folder";
import { guardedFolder } from "./guarded-folder";
import { spacious } from "./spacious";
import { temporaryFolder } from "./temporary-folder";

/** File name to content, as `PrometheusRule.spec` has it: `{ groups: [...] }`. */
export type RuleFiles = Readonly<Record<string, unknown>>;

/** What `promtool check rules` has against the files, lint included: empty if nothing. */
export const checkRules = (ruleFiles: RuleFiles): Promise<string> =>
  alone((folder) => promtool(folder, ruleFiles, (files) => ["check", "rules", "--lint=all", "--lint-fatal", ...files]));

/**
 * Runs one unit test file against the rules: the complaint of `promtool test rules`, empty if all passed.
 * `test` is the file without `rule_files`: those are the ones given.
 */
export const testRules = (test: Readonly<Record<string, unknown>>, ruleFiles: RuleFiles): Promise<string> =>
  alone((folder) => rulesTesterIn(folder)(test, ruleFiles));

/** As {@link testRules}, in a folder that is there already. Any number of them may run at the same time. */
export const rulesTesterIn =
  (folder: GuardedFolder): typeof testRules =>
  (test, ruleFiles) =>
    promtool(folder, ruleFiles, (files, write) => [
      "test",
      "rules",
      write("test.json", { ...test, rule_files: files }),
    ]);

async function alone(work: (folder: GuardedFolder) => Promise<string>): Promise<string> {
  const folder = guardedFolder("promtool");
  return work(folder).finally(() => folder.close());
}

async function promtool(
  guarded: GuardedFolder,
  ruleFiles: RuleFiles,
  commandOn: (files: readonly string[], write: (name: string, content: unknown) => string) => readonly string[],
): Promise<string> {
  const { write, remove } = temporaryFolder("promtool", guarded.path);
  try {
    const files = Object.entries(ruleFiles).map(([name, content]) => write(`rules-${name}.json`, content));
    return (await guarded.runToEnd(enginePath("promtool"), commandOn(files, write), spacious)).complaint;
  } finally {
    remove();
  }
}
