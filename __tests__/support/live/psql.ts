import { spawn } from "node:child_process";

export interface Session {
  /**
   * Runs statements on this connection; the rows come one a line. @throws with what psql said, and the session is over
   */
  sql(text: string): Promise<string>;
  close(): Promise<void>;
}

/** Keeps a psql open. It ends with this process, since its input does. */
export function psqlSession(
  command: string,
  args: readonly string[],
  environment: Readonly<Record<string, string>>,
): Session {
  const child = spawn(command, args, { env: { ...process.env, ...environment }, stdio: ["pipe", "pipe", "pipe"] });
  let [output, complaint, asked] = ["", "", 0];
  let lookAgain = (): void => undefined;
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    output += text;
    lookAgain();
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => (complaint += text));
  // What is written to a psql that has ended is answered by its complaint.
  child.stdin.on("error", () => undefined);
  const ended = new Promise<void>((resolve) => child.on("close", resolve));

  const answer = (mark: string) =>
    new Promise<string>((resolve, reject) => {
      lookAgain = () => {
        const end = output.indexOf(mark);
        if (end === -1) return;
        const rows = output.slice(0, end).trimEnd();
        output = output.slice(end + mark.length + 1);
        resolve(rows);
      };
      void ended.then(() => reject(new Error(complaint || "The session is closed.")));
    });
  let last: Promise<unknown> = Promise.resolve();

  return {
    sql: (text) => {
      const mark = `-- answer ${++asked} --`;
      const rows = last.then(() => {
        child.stdin.write(`${text};\n\\echo ${mark}\n`);
        return answer(mark);
      });
      last = rows.catch(() => undefined);
      return rows;
    },
    close: async () => {
      child.stdin.end();
      // One that waits for a lock reads no input.
      const waits = setTimeout(() => child.kill(), 1000);
      await ended;
      clearTimeout(waits);
    },
  };
}
