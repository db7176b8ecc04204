/** Starts real programs, waits until they answer, and stops them for certain. Everything listens on 127.0.0.1 only. */
import { spawn } from "node:child_process";
import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import type { Duration } from "../../units/quantities";
import { seconds } from "../../units/quantities";
import { run } from "../command";

export const loopback = "127.0.0.1";

export interface ProgramProps {
  readonly command: string;
  readonly arguments: readonly string[];
  /** Variables that are added to the environment of this process. */
  readonly environment?: Readonly<Record<string, string>>;
  /** URL that answers with a 2xx status as soon as the program is ready. */
  readonly readyUrl: string;
  /** Longest time until the program is ready. @default 20 s */
  readonly readyWithin?: Duration;
}

export interface Program {
  /** What the program wrote so far, stdout and stderr as they came. */
  log(): string;
  /**
   * Ends the program: asks first, kills after five seconds.
   * @throws if it had already ended by itself, with its last lines: what it measured until then is worth nothing.
   */
  stop(): Promise<void>;
}

/**
 * Starts a program and waits until it is ready.
 * @throws if the program ends or does not answer in time, with its last lines.
 */
export async function startProgram(props: ProgramProps): Promise<Program> {
  const written: string[] = [];
  const log = () => written.join("");
  const child = spawn(props.command, props.arguments, {
    env: { ...process.env, ...props.environment },
    stdio: ["ignore", "pipe", "pipe"],
  });
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text: string) => written.push(text));
  }
  let ending: string | undefined;
  const ended = new Promise<void>((resolve) => {
    const note = (how: string) => {
      ending ??= how;
      resolve();
    };
    child.on("error", (error) => note(error.message));
    child.on("close", (code, signal) => note(signal ? `signal ${signal}` : `code ${code ?? "?"}`));
  });
  const killWithParent = () => child.kill("SIGKILL");
  process.once("exit", killWithParent);

  const failure = (what: string) => new Error(`${props.command} ${what}. Its last lines:\n${lastLines(log())}`);
  const end = async (): Promise<void> => {
    process.off("exit", killWithParent);
    if (ending !== undefined) throw failure(`ended by itself (${ending})`);
    child.kill("SIGTERM");
    const kill = setTimeout(killWithParent, 5000);
    await ended;
    clearTimeout(kill);
  };
  let stopped: Promise<void> | undefined;
  const stop = () => (stopped ??= end());

  const { readyWithin = seconds(20) } = props;
  const deadline = Date.now() + readyWithin.milliseconds;
  while (!(await answers(props.readyUrl))) {
    if (ending !== undefined) await stop();
    if (Date.now() > deadline) {
      await stop();
      throw failure(`did not answer on ${props.readyUrl} within ${readyWithin.milliseconds / 1000} s`);
    }
    await pause(seconds(0.05));
  }
  return { log, stop };
}

/** Runs a program to its end. `complaint` is all it wrote if it failed, and empty if it did not. */
export async function runToEnd(
  command: string,
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Promise<{ readonly output: string; readonly complaint: string }> {
  const place = { cwd: process.cwd(), env: { ...process.env, ...environment } };
  const { exitCode, stdout, stderr } = await run(command, args, place);
  return {
    output: stdout,
    complaint: exitCode === 0 ? "" : stderr + stdout || `${command} ended with code ${exitCode}`,
  };
}

/** Ports nobody listens on, all different. Taken together, so that none is handed out twice. */
export async function freePorts(count: number): Promise<readonly number[]> {
  const servers = await Promise.all(Array.from({ length: count }, listen));
  const ports = servers.map((server) => (server.address() as AddressInfo).port);
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return ports;
}

export const pause = ({ milliseconds }: Duration): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds));

function listen() {
  return new Promise<ReturnType<typeof createServer>>((resolve, reject) => {
    const server = createServer().once("error", reject);
    server.listen(0, loopback, () => resolve(server));
  });
}

async function answers(url: string): Promise<boolean> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(2000) });
    await response.arrayBuffer();
    return response.ok;
  } catch {
    return false;
  }
}

const lastLines = (text: string): string => text.trimEnd().split("\n").slice(-20).join("\n");
