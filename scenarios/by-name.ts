import type { Finding } from "../findings/finding";
import { error } from "../findings/finding";
import { didYouMean, nearest } from "../findings/nearest";
import type { Scenario } from "./scenario";

/** The scenario that somebody asks for, or why there is none. */
export function scenarioNamed(
  name: string,
  among: readonly Scenario[],
): { readonly scenario?: Scenario; readonly findings: readonly Finding[] } {
  const scenario = among.find((one) => one.name === name);
  if (scenario) return { scenario, findings: [] };
  const meant = nearest(
    name,
    among.map((one) => one.name),
  );
  return {
    findings: [
      error({
        id: "unknown-scenario",
        where: "command line",
        what: `no scenario that could be meant is called "${name}".`,
        why: "there is nothing to play.",
        fix: didYouMean(meant, "npm run simulate -- --list"),
      }),
    ],
  };
}
