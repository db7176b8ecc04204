import type { Addresses } from "../../doctor/connections";
import { forwardedTo } from "../../doctor/connections";
import type { Part } from "../../doctor/line";
import { parts } from "../../doctor/line";
import { environments } from "../../environments";
import { environmentAsked } from "../../environments/asked";
import { readCommandLine } from "../../findings/command-line";
import type { Finding } from "../../findings/finding";
import { error } from "../../findings/finding";
import type { Duration } from "../../units/quantities";
import { minutes, seconds } from "../../units/quantities";

/** What was asked for on the command line. */
export interface Options {
  readonly environment: string;
  readonly addresses: Addresses;
  /** Paths of files with certificates of authorities, PEM. */
  readonly authorities: readonly string[];
  /** Longest time for each answer. */
  readonly timeout: Duration;
  /** How long it is asked again while all is not well. */
  readonly wait: Duration;
  readonly json: boolean;
  /** Whether what is good is told too; and of something unexpected, where in the code it happened. */
  readonly verbose: boolean;
  readonly findings: readonly Finding[];
}

const words = {
  environment: { type: "string" },
  prometheus: { type: "string" },
  grafana: { type: "string" },
  elasticsearch: { type: "string" },
  kibana: { type: "string" },
  ca: { type: "string", multiple: true },
  timeout: { type: "string" },
  wait: { type: "string" },
  json: { type: "boolean" },
  verbose: { type: "boolean" },
} as const;

const command = {
  run: "npm run doctor",
  example: "--environment local --prometheus http://localhost:9090",
  why: "another environment would be looked at than was meant.",
} as const;

const usualTimeout = 10;
const mostSeconds = 600;
const mostMinutes = 60;

export function readOptions(args: readonly string[], variables: NodeJS.ProcessEnv, usual: string): Options {
  const { has, text, texts, findings } = readCommandLine(args, words, command);
  const given = parts.flatMap((part): [Part, string][] => {
    const address = text(part.toLowerCase() as Lowercase<Part>);
    return address === undefined ? [] : [[part, address]];
  });
  const environment = environmentAsked(texts("environment"), variables) ?? usual;
  const timeout = Number(text("timeout") ?? usualTimeout);
  const isTimeout = timeout > 0 && timeout <= mostSeconds;
  const wait = Number(text("wait") ?? 0);
  const isWait = wait >= 0 && wait <= mostMinutes;
  return {
    environment,
    addresses: Object.fromEntries(given),
    authorities: texts("ca"),
    timeout: seconds(isTimeout ? timeout : usualTimeout),
    wait: minutes(isWait ? wait : 0),
    json: has("json"),
    verbose: has("verbose"),
    findings: [
      ...findings,
      ...given.flatMap(([part, address]) => (isAddress(address) ? [] : [noAddress(part, address, environment)])),
      ...(isTimeout ? [] : [noTimeout(text("timeout") ?? "")]),
      ...(isWait ? [] : [noWait(text("wait") ?? "")]),
    ],
  };
}

/** With name and password in it, or a token, it would stand in the history of the shell. */
function isAddress(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, username, password, search, hash } = new URL(text);
  return ["http:", "https:"].includes(protocol) && username + password + search + hash === "";
}

const noAddress = (part: Part, text: string, environment: string): Finding =>
  error({
    id: "unknown-option",
    where: "command line",
    what: `"${text.replace(/\/\/.*@/, "//…@").replace(/[?#].*/, "?…")}" is no address of ${part}.`,
    why: "it is asked there, over HTTP or HTTPS; how we sign in is told by the environment, for the shell remembers what it is given.",
    fix: `npm run doctor -- --${part.toLowerCase()} ${forwardedTo(part, environments.get(environment)?.certificates)}`,
  });

const noTimeout = (text: string): Finding =>
  error({
    id: "unknown-option",
    where: "command line",
    what: `"${text}" is no number of seconds.`,
    why: "so long is waited for each answer; it is a number up to 600.",
    fix: "npm run doctor -- --timeout 30",
  });

const noWait = (text: string): Finding =>
  error({
    id: "unknown-option",
    where: "command line",
    what: `"${text}" is no number of minutes.`,
    why: "so long it is asked again while all is not well; it is a number up to 60.",
    fix: "npm run doctor -- --wait 10",
  });
