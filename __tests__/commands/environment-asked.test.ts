import { describe, expect, it } from "@jest/globals";
import type { Reader } from "./readers";
import { readers } from "./readers";

const read = (reader: Reader, args: readonly string[], variables: NodeJS.ProcessEnv) => {
  const {
    environment,
    environmentName = environment,
    environments = [environmentName],
    findings,
  } = reader(args, variables);
  return { environments: environments.filter(Boolean), found: findings.map(({ what }) => what) };
};

describe.each(readers)("the environment of npm run %s", (_, reader, usual) => {
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
