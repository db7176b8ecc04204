import { completeEnvironment } from "../../environments";
import { environmentAsked } from "../../environments/asked";
import { readCommandLine } from "../../findings/command-line";
import type { Finding } from "../../findings/finding";
import { error } from "../../findings/finding";

/** What was asked for on the command line. */
export interface Options {
  readonly environment: string;
  /** How many services to reckon with. @default as many as are described */
  readonly services?: number;
  readonly json: boolean;
  /** Whether of something unexpected it is also said where in the code it happened. */
  readonly verbose: boolean;
  readonly findings: readonly Finding[];
}

const words = {
  environment: { type: "string" },
  services: { type: "string" },
  json: { type: "boolean" },
  verbose: { type: "boolean" },
} as const;

const command = {
  run: "npm run capacity",
  example: "--services 300",
  why: "the answer would be to another question.",
} as const;

/** Reads the command line: what is not understood becomes a finding. */
export function readOptions(args: readonly string[], variables: NodeJS.ProcessEnv): Options {
  const { has, text, texts, findings } = readCommandLine(args, words, command);
  const asked = text("services");
  const services = Number(asked);
  const isCount = asked === undefined || (Number.isSafeInteger(services) && services >= 1 && services <= mostServices);
  return {
    environment: environmentAsked(texts("environment"), variables) ?? completeEnvironment,
    ...(asked !== undefined && isCount && { services }),
    json: has("json"),
    verbose: has("verbose"),
    findings: [...findings, ...(isCount ? [] : [noCount(asked)])],
  };
}

/** Beyond that the question is another one. */
const mostServices = 100_000;

const noCount = (text: string): Finding =>
  error({
    id: "unknown-option",
    where: "command line",
    what: `"${text}" is no number of services.`,
    why: "so many are reckoned with; it is a whole number from 1 to 100,000.",
    fix: "npm run capacity -- --services 300",
  });
