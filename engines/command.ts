import { execFile } from "node:child_process";

/** Signals by which somebody stops a program: Ctrl-C, whoever ends a job, and a terminal that is closed. */
export const interrupts = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

export interface Run {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Place {
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  /** Ends the command. @default nothing does */
  readonly signal?: AbortSignal;
}

/**
 * Runs a command to its end and gives back what it said, whatever its exit code: a refusal is a result too.
 * @throws Error if the command can't be started.
 */
export const run = (command: string, args: readonly string[], place: Place): Promise<Run> =>
  new Promise((resolve, reject) => {
    execFile(command, args, { ...place, maxBuffer: 2 ** 28 }, (error, stdout, stderr) => {
      const exitCode = error === null ? 0 : error.code;
      if (typeof exitCode === "number") resolve({ exitCode, stdout, stderr });
      else reject(error ?? new Error(`${command} ended without an exit code.`));
    });
  });
