import { readOptions as capacity } from "../../commands/capacity/options";
import { readOptions as delivery } from "../../commands/delivery/options";
import { readOptions as diff } from "../../commands/diff/options";
import { readOptions as doctor } from "../../commands/doctor/options";
import { readOptions as secrets } from "../../commands/secrets/options";
import { readOptions as simulate } from "../../commands/simulate/options";
import { readOptions as stories } from "../../commands/stories/options";
import { environmentNames } from "../../environments";
import { readOptions as start } from "../../synthesis/options";

interface Read {
  readonly environment?: string;
  readonly environmentName?: string;
  readonly environments?: readonly string[];
  readonly verbose: boolean;
  readonly findings: readonly { readonly what: string }[];
}
export type Reader = (args: readonly string[], variables: NodeJS.ProcessEnv) => Read;

const of = (name: Parameters<typeof delivery>[0]): Reader => {
  return (args, variables) => delivery(name, args, variables);
};

/** How each command reads its options; with the environment that it is of where nobody asks for one. */
export const readers: readonly (readonly [string, Reader, readonly string[]])[] = [
  ["start", (args, variables) => start(args, variables, "local"), ["local"]],
  ["doctor", (args, variables) => doctor(args, variables, "local"), ["local"]],
  ["capacity", capacity, ["production"]],
  ["simulate", simulate, ["production"]],
  ["stories", stories, ["production"]],
  ["diff", (args, variables) => diff(["--base", "main", ...args], variables, environmentNames), environmentNames],
  ["secrets", secrets, []],
  ["plan", of("plan"), []],
  ["approval", of("approval"), []],
  ["apply", of("apply"), []],
  ["comment", of("comment"), []],
  ["drift", of("drift"), []],
  ["bootstrap", of("bootstrap"), []],
];
