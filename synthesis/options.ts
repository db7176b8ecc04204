import { parseArgs } from "node:util";
import { environmentAsked } from "../environments/asked";
import type { Finding } from "../findings/finding";
import { error } from "../findings/finding";

export interface Options {
  readonly environmentName: string;
  readonly findings: readonly Finding[];
}

/** Which environment a run is for: `--environment NAME`, else `ENVIRONMENT`, else the default. */
export function readOptions(args: readonly string[], variables: NodeJS.ProcessEnv, fallback: string): Options {
  const { values, tokens } = parseArgs({
    args: [...args],
    options: { environment: { type: "string" } },
    strict: false,
    tokens: true,
  });
  const asked = values.environment;
  const named = typeof asked === "string" && asked !== "" ? [asked] : [];
  const unknown = tokens.flatMap((token) => {
    if (token.kind === "option-terminator") return [];
    const known = token.kind === "option" && token.name === "environment" && named.length > 0;
    return known ? [] : [token.kind === "option" ? token.rawName : token.value];
  });
  return {
    environmentName: environmentAsked(named, variables) ?? fallback,
    findings: unknown.map((word) =>
      error({
        id: "unknown-option",
        where: "command line",
        what: `"${word}" is not understood, or lacks its value.`,
        why: "a run for another environment than was meant could be deployed.",
        fix: "npm start -- --environment production",
      }),
    ),
  };
}
