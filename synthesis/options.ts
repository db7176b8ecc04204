import { environmentAsked } from "../environments/asked";
import { readCommandLine } from "../findings/command-line";
import type { Finding } from "../findings/finding";

export interface Options {
  readonly environmentName: string;
  /** Whether a failure that nothing foresaw is told with its stack. */
  readonly verbose: boolean;
  readonly findings: readonly Finding[];
}

/** Which environment a run is for: `--environment NAME`, else `ENVIRONMENT`, else the default. */
export function readOptions(args: readonly string[], variables: NodeJS.ProcessEnv, fallback: string): Options {
  const { has, texts, findings } = readCommandLine(
    args,
    { environment: { type: "string" }, verbose: { type: "boolean" } },
    {
      run: "npm start",
      example: "--environment production",
      why: "a run for another environment than was meant could be deployed.",
    },
  );
  return {
    environmentName: environmentAsked(texts("environment"), variables) ?? fallback,
    verbose: has("verbose"),
    findings,
  };
}
