import { parseArgs } from "node:util";

/** Which environment a run is for: `--environment NAME`, else `ENVIRONMENT`, else the first there is. */
export function environmentName(args: readonly string[], variables: NodeJS.ProcessEnv, fallback: string): string {
  const { values } = parseArgs({ args: [...args], options: { environment: { type: "string" } } });
  return values.environment ?? (variables["ENVIRONMENT"] || fallback);
}
