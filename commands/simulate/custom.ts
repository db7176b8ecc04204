import { createRequire } from "node:module";
import { resolve } from "node:path";
import type { Finding } from "../../findings/finding";
import { error } from "../../findings/finding";
import type { Scenario } from "../../scenarios/scenario";
import { checkReadable } from "./files";

/** Its name is known only when it is asked for; tsx compiles it. */
const load = createRequire(__filename);

/**
 * What a file of TypeScript exports by default, which is taken for a scenario until it is checked; or why it is none.
 */
export function customScenario(path: string): { readonly scenario?: Scenario; readonly findings: readonly Finding[] } {
  const missing = checkReadable(path, "--scenario-file");
  if (missing.length > 0) return { findings: missing };
  let loaded: { readonly default?: Scenario | null };
  try {
    loaded = load(resolve(path)) as typeof loaded;
  } catch (failure) {
    return unusable(
      path,
      failure instanceof Error ? failure.message.split("\n").slice(0, 2).join(" ") : String(failure),
    );
  }
  const { default: scenario } = loaded;
  return scenario ? { scenario, findings: [] } : unusable(path, "it exports nothing by default.");
}

const unusable = (path: string, what: string) => ({
  findings: [
    error({
      id: "scenario-file-unusable",
      where: path,
      what,
      why: "there is nothing to simulate.",
      fix: "cp scenarios/example.ts scenarios/mine.ts (docs/simulator.md), and begin with that.",
    }),
  ],
});
