import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Place, Run } from "../../../engines/command";
import { run } from "../../../engines/command";

/** A copy of a synthesized app, with the state of each stack beside it. */
export interface CdktfApp {
  readonly diff: (stack: string) => Promise<Run>;
  readonly deploy: (...stacks: readonly string[]) => Promise<Run>;
}

const binary = join(__dirname, "../../../node_modules/.bin/cdktf");

/** @param output the folder of the app, by its name in `place.cwd`. */
export function cdktfApp(output: string, place: Place): CdktfApp {
  // `app` has to be named, but isn't run: what it synthesizes is there already.
  const settings = { language: "typescript", app: "false", output };
  writeFileSync(join(place.cwd, "cdktf.json"), JSON.stringify(settings));
  // The lock of providers that cdktf takes for every platform would be looked for on the network.
  const cdktf = (...args: readonly string[]) => run(binary, [...args, "--skip-synth", "--skip-provider-lock"], place);
  return {
    diff: (stack) => cdktf("diff", stack),
    deploy: (...stacks) => cdktf("deploy", ...stacks, "--auto-approve"),
  };
}
