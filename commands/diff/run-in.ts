import { spawn } from "node:child_process";
import { text } from "node:stream/consumers";
import type { Run } from "../../engines/command";
import type { RunIn } from "./base";

/**
 * Runs a program to its end. Told to stop, it ends all that the program started with it, as npm starts scripts, and
 * waits for that: nobody writes any more into what is removed then.
 */
export const runIn: RunIn = async (folder, command, args, stop): Promise<Run> => {
  stop?.throwIfAborted();
  // A group of its own: it is ended as one.
  const child = spawn(command, args, { cwd: folder, detached: true, stdio: ["ignore", "pipe", "pipe"] });
  const end = () => {
    if (child.pid !== undefined) endGroup(child.pid);
  };
  stop?.addEventListener("abort", end);
  try {
    const [exitCode, stdout, stderr] = await Promise.all([
      new Promise<number | null>((resolve, reject) => void child.once("error", reject).once("close", resolve)),
      text(child.stdout),
      text(child.stderr),
    ]);
    stop?.throwIfAborted();
    if (exitCode === null) throw new Error(`${command} was ended by somebody else.`);
    return { exitCode, stdout, stderr };
  } finally {
    stop?.removeEventListener("abort", end);
  }
};

/** Also where its leader has ended: others of it may go on. Whoever cannot be ended is waited for. */
function endGroup(leader: number): void {
  try {
    process.kill(-leader);
  } catch (failure) {
    // macOS says of a group that has ended and is not yet buried that it is not ours.
    if (!["ESRCH", "EPERM"].includes((failure as NodeJS.ErrnoException).code ?? "")) throw failure;
  }
}
