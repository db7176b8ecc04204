import { enginePath } from "../engine-path";
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
