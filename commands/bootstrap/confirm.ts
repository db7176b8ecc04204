import { createInterface } from "node:readline/promises";
import type { Options } from "../delivery/options";

interface Terminal {
  readonly stdin: NodeJS.ReadStream;
  readonly stdout: NodeJS.WriteStream;
}

/** Whether somebody agreed. "nobody": there is nobody who could be asked, and nobody said yes beforehand. */
export type Answer = "yes" | "no" | "nobody";

/**
 * Whether a plan is to be made, by whoever sits there and has read it; a pipeline has nobody, and is never kept
 * waiting.
 */
export const confirmedBy =
  ({ stdin, stdout }: Terminal, { yes }: Pick<Options, "yes">) =>
  async (plan: string, environment: string): Promise<Answer> => {
    stdout.write(plan);
    if (yes) return "yes";
    if (!stdin.isTTY || !stdout.isTTY) return "nobody";
    const asking = createInterface({ input: stdin, output: stdout });
    try {
      const answer = await asking.question(`To make this, type the name of the environment, ${environment}: `);
      return answer.trim() === environment ? "yes" : "no";
    } finally {
      asking.close();
    }
  };
