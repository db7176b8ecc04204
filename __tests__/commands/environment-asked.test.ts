import { describe, expect, it } from "@jest/globals";
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
  readonly findings: readonly { readonly what: string }[];
}
type Reader = (args: readonly string[], variables: NodeJS.ProcessEnv) => Read;

const of = (name: Parameters<typeof delivery>[0]): Reader => {
  return (args, variables) => delivery(name, args, variables);
};

/** With the environment that each of them is of where nobody asks for one. */
const commands: readonly (readonly [string, Reader, readonly string[]])[] = [
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

const read = (reader: Reader, args: readonly string[], variables: NodeJS.ProcessEnv) => {
  const {
    environment,
    environmentName = environment,
    environments = [environmentName],
    findings,
  } = reader(args, variables);
  return { environments: environments.filter(Boolean), found: findings.map(({ what }) => what) };
};

describe.each(commands)("the environment of npm run %s", (_, reader, usual) => {
  it("is the one of --environment, else the one of ENVIRONMENT", () => {
    const staging = { environments: ["staging"], found: [] };
    expect(read(reader, ["--environment", "staging"], { ENVIRONMENT: "production" })).toEqual(staging);
    expect(read(reader, [], { ENVIRONMENT: "staging" })).toEqual(staging);
  });

  it("is the usual one where nobody asks for one, and none where a cluster or an account would be told", () => {
    const found = usual.length === 0 ? ["no environment was named."] : [];
    expect(read(reader, [], { ENVIRONMENT: "" })).toEqual({ environments: usual, found });
    expect(read(reader, [], {})).toEqual({ environments: usual, found });
  });
});
