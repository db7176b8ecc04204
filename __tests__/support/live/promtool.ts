/** promtool, each time in a folder of its own. */
import { enginePath } from "../../../engines/engine-path";
import type { GuardedFolder } from "../../../engines/run/guarded-folder";
import { guardedFolder } from "../../../engines/run/guarded-folder";
import type { RuleFiles, RulesTester } from "../../../engines/run/promtool";
import { rulesTesterIn } from "../../../engines/run/promtool";

/** What `promtool check rules` has against the files, lint included: empty if nothing. */
export const checkRules = (ruleFiles: RuleFiles): Promise<string> =>
  alone(async (folder) => {
    const files = Object.entries(ruleFiles).map(([name, content]) => folder.write(`rules-${name}.json`, content));
    const command = ["check", "rules", "--lint=all", "--lint-fatal", ...files];
    return (await folder.runToEnd(enginePath("promtool"), command)).complaint;
  });

/** What `promtool test rules` has against them: empty if all passed. */
export const testRules: RulesTester = (test, ruleFiles) => alone((folder) => rulesTesterIn(folder)(test, ruleFiles));

async function alone(work: (folder: GuardedFolder) => Promise<string>): Promise<string> {
  const folder = guardedFolder("promtool");
  return work(folder).finally(() => folder.close());
}
