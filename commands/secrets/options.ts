import { readCommandLine } from "../../findings/command-line";
import type { Finding } from "../../findings/finding";

export interface Options {
  readonly environment: string;
  readonly findings: readonly Finding[];
}

const command = {
  run: "npm run secrets",
  example: "--environment staging",
  why: "the Secrets of another environment than was meant could be made.",
} as const;

export function readOptions(args: readonly string[]): Options {
  const { text, findings } = readCommandLine(args, { environment: { type: "string" } }, command);
  return { environment: text("environment") ?? "production", findings };
}
