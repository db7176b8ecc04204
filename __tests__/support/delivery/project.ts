import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Run } from "../../../engines/command";
import { run } from "../../../engines/command";
import { copyOfTheProject } from "../project-copy";

/**
 * A clone as a job of the pipeline has it: what is in the working tree, under git, with nothing that was made from it.
 */
export interface Project {
  readonly folder: string;
  /** `npm run <name> -- <args>`, without npm. */
  readonly command: (name: string, args: readonly string[], env: NodeJS.ProcessEnv) => Promise<Run>;
  /** Replaces a text that has to be there, once. */
  readonly edit: (file: string, before: string, after: string) => void;
  readonly commit: (message: string) => Promise<string>;
}

export async function project(): Promise<Project> {
  const folder = copyOfTheProject();
  const git = async (...args: readonly string[]): Promise<string> => {
    const identity = ["-c", "user.name=test", "-c", "user.email=test@example.com", "-c", "commit.gpgsign=false"];
    const { exitCode, stdout, stderr } = await run("git", [...identity, ...args], { cwd: folder, env: process.env });
    if (exitCode !== 0) throw new Error(`git ${args.join(" ")}: ${stderr}`);
    return stdout.trim();
  };
  const commit = async (message: string) => {
    await git("add", "--all");
    await git("commit", "--quiet", "--no-verify", "--message", message);
    return git("rev-parse", "HEAD");
  };
  await git("init", "--quiet", "--initial-branch", "main");
  // A link is no folder to git, and would be committed.
  writeFileSync(join(folder, ".git", "info", "exclude"), "/node_modules\n");
  await commit("As it is");
  return {
    folder,
    command: (name, args, env) =>
      run(process.execPath, ["-r", "tsx/cjs", join("commands", `${name}.ts`), ...args], { cwd: folder, env }),
    edit: (file, before, after) => {
      const text = readFileSync(join(folder, file), "utf8");
      if (text.split(before).length !== 2) throw new Error(`${file} does not hold "${before}" once.`);
      writeFileSync(
        join(folder, file),
        text.replace(before, () => after),
      );
    },
    commit,
  };
}
