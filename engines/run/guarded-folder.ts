/** A temporary folder and the programs that work in it, gone together, also when this process is killed. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Duration } from "../../units/quantities";
import { milliseconds, seconds } from "../../units/quantities";
import type { Program, ProgramProps } from "./process";
import { pause, runToEnd, startProgram } from "./process";

export interface GuardedFolder {
  readonly path: string;
  /** Writes a text as it is, all else as JSON, which every reader of YAML reads too. Returns the file's path. */
  write(name: string, content: unknown): string;
  /** Starts a program that does not outlive the folder. */
  run(props: GuardedProgramProps): Promise<GuardedProgram>;
  /**
   * Runs a program to its end, as `runToEnd`, that does not outlive the folder either. Any number may run at the same
   * time.
   */
  readonly runToEnd: typeof runToEnd;
  /** Stops the programs, the last one first, and removes the folder. @throws as `Program.stop` does */
  readonly close: () => Promise<void>;
}

export type GuardedProgramProps = Omit<ProgramProps, "readyUrl"> & {
  /** `readyUrl` of `ProgramProps`, or a question to ask again until the answer is yes. */
  readonly ready: string | (() => Promise<boolean>);
  /** Signal that asks the program to end. @default "TERM" */
  readonly stoppedBy?: "TERM" | "INT" | "KILL";
  /** Signal that ends the program at once and for certain, with all it has started. @default "KILL" */
  readonly killedBy?: "KILL" | "QUIT";
};

export interface GuardedProgram extends Program {
  readonly pid: number;
}

/**
 * Waits for the end of its input, which is the end of whoever holds the other end: nothing of a process that is killed
 * runs any more, but the system closes its pipes.
 */
const guard = String.raw`
cat >/dev/null
for file in "$1"/pid-*; do
  [ -s "$file" ] || continue
  kill "-$(echo "$file" | sed 's/.*-//')" "$(cat "$file")"
  # One that was stopped hears of it only when it goes on.
  kill -CONT "$(cat "$file")"
done
tries=50
until rm -rf "$1" || [ "$tries" = 0 ]; do
  tries=$((tries - 1))
  sleep 0.1
done
`;

export function guardedFolder(purpose: string): GuardedFolder {
  const path = mkdtempSync(join(tmpdir(), `${purpose}-`));
  // A session of its own: Ctrl-C in a terminal reaches everybody else.
  const guardian = spawn("sh", ["-c", guard, "guard", path], { stdio: ["pipe", "ignore", "ignore"], detached: true });
  const programs: Program[] = [];
  let started = 0;
  const newPidFile = (killedBy: string): string => {
    const file = join(path, `pid-${(started += 1)}-${killedBy}`);
    writeFileSync(file, "");
    return file;
  };
  // What programs leave in TMPDIR goes as well.
  const ours = { TMPDIR: path };

  const close = async (): Promise<void> => {
    const failures: unknown[] = [];
    for (const program of programs.reverse()) await program.stop().catch((error: unknown) => failures.push(error));
    // What has stopped must not be killed: its number may be another's by now.
    for (const name of readdirSync(path)) if (name.startsWith("pid-")) rmSync(join(path, name));
    guardian.stdin.end();
    if (guardian.exitCode === null && guardian.signalCode === null) await once(guardian, "close");
    if (failures.length > 0) throw failures[0];
  };
  let closed: Promise<void> | undefined;

  return {
    path,
    write: (name, content) => {
      const file = join(path, name);
      writeFileSync(file, typeof content === "string" ? content : JSON.stringify(content));
      return file;
    },
    run: async (props) => {
      const pidFile = newPidFile(props.killedBy ?? "KILL");
      const program = await startGuarded({ ...props, environment: { ...props.environment, ...ours } }, pidFile);
      programs.push(program);
      return program;
    },
    runToEnd: async (command, args, environment) => {
      const pidFile = newPidFile("KILL");
      const [shell, words] = telling(pidFile, command, args);
      // Its number may be another's as soon as it has ended.
      return runToEnd(shell, words, { ...environment, ...ours }).finally(() => rmSync(pidFile, { force: true }));
    },
    close: () => (closed ??= close()),
  };
}

/** Something that runs in a guarded folder, until it is stopped. */
export interface Guarded extends Pick<Program, "stop"> {
  readonly folder: string;
}

/** Starts something in a folder of its own, which goes when it is stopped, or if it does not start. */
export async function inGuardedFolder<Started extends object>(
  purpose: string,
  start: (folder: GuardedFolder) => Promise<Started>,
): Promise<Started & Guarded> {
  const folder = guardedFolder(purpose);
  try {
    return { ...(await start(folder)), folder: folder.path, stop: folder.close };
  } catch (error) {
    await folder.close();
    throw error;
  }
}

/** The command, run so that its number stands in a file before it begins. */
const telling = (pidFile: string, command: string, args: readonly string[]): [string, readonly string[]] => [
  "sh",
  ["-c", 'echo $$ >"$0"; exec "$@"', pidFile, command, ...args],
];

async function startGuarded(props: GuardedProgramProps, pidFile: string): Promise<GuardedProgram> {
  const { ready, stoppedBy, command } = props;
  const [shell, words] = telling(pidFile, command, props.arguments);
  const program = await startProgram({
    ...props,
    command: shell,
    arguments: words,
    // Those that speak no HTTP are asked below.
    readyUrl: typeof ready === "string" ? ready : "data:,",
  });
  const pid = () => Number(readFileSync(pidFile, "utf8"));
  if (typeof ready !== "string") await untilReady(ready, program, command, pid, props.readyWithin);

  const stop = () => {
    // First, and then what `stop` sends: it is too late for that to change anything.
    if (stoppedBy && isRunning(pid())) process.kill(pid(), `SIG${stoppedBy}`);
    return program.stop();
  };
  return { ...program, stop, pid: pid() };
}

async function untilReady(
  ready: () => Promise<boolean>,
  program: Program,
  command: string,
  pid: () => number,
  within: Duration = seconds(20),
): Promise<void> {
  const deadline = Date.now() + within.milliseconds;
  while (!(await ready())) {
    if (Date.now() > deadline || !isRunning(pid())) {
      await program.stop();
      throw new Error(`${command} was not ready within ${within.milliseconds / 1000} s. It wrote:\n${program.log()}`);
    }
    await pause(milliseconds(50));
  }
}

function isRunning(pid: number): boolean {
  try {
    // 0: the shell has not yet come to write the file.
    return pid === 0 || process.kill(pid, 0);
  } catch {
    return false;
  }
}
