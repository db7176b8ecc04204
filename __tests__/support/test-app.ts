import { join } from "node:path";
import type { App } from "cdktf";
import { Testing } from "cdktf";
import { emptyFolder } from "./folder";

let folder: string | undefined;
let apps = 0;

/** An app to build stacks in. cdktf makes a folder for each of them in any case, and leaves it where it was made. */
export function testApp(): App {
  folder ??= emptyFolder("apps");
  return Testing.app({ outdir: join(folder, String((apps += 1))) });
}
