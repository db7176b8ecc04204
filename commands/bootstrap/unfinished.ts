import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { stateIn } from "../../delivery/plan-json";
import { stacks } from "../../environments/state";
import type { Setting } from "../delivery/setting";

/**
 * The state of a bootstrap that has no bucket yet: a file, where the states of `local` are, until it is moved. As long
 * as it holds something, the last run did not get to its end.
 */
export interface Unfinished {
  /** Path of the file, as people read it. */
  readonly file: string;
  readonly isThere: () => boolean;
  /** Has Terraform keep the state in that file, and not where the stack says. */
  readonly keepHere: () => void;
  readonly keepThere: () => void;
  readonly remove: () => void;
}

export function unfinishedOf({ environment, folderOf }: Setting): Unfinished {
  const folder = folderOf(stacks.bootstrap);
  const path = `../../../${environment.name}.${stacks.bootstrap}.tfstate`;
  const file = resolve(folder, path);
  const override = join(folder, "backend_override.tf.json");
  return {
    file: relative(process.cwd(), file),
    // Terraform leaves an empty one behind when it has moved a state.
    isThere: () => existsSync(file) && stateIn(readFileSync(file, "utf8")).resources > 0,
    keepHere: () => writeFileSync(override, JSON.stringify({ terraform: { backend: { local: { path } } } })),
    keepThere: () => rmSync(override, { force: true }),
    remove: () => {
      for (const each of [file, `${file}.backup`]) rmSync(each, { force: true });
    },
  };
}
