import { readFileSync } from "node:fs";

/**
 * Seconds that processors have worked for a process since it was started: `utime` and `stime`, in hundredths
 * (proc_pid_stat(5)). A clock would count what other programs take of a busy machine, too.
 */
export function processorSeconds({ pid }: { readonly pid: number }): number {
  const fields = readFileSync(`/proc/${pid}/stat`, "utf8")
    .replace(/^.*\) /, "")
    .split(" ");
  return (Number(fields[11]) + Number(fields[12])) / 100;
}
