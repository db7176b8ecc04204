/**
 * cdktf gets no releases any more; cdktn is the fork that does. The way there stays a change of package.json: the
 * program as it stands compiles and runs on the fork, and writes the same stacks.
 */
import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, jest } from "@jest/globals";
import { installOnce } from "../support/cdktn/install";
import type { SynthesizedStacks } from "../support/cdktn/project";
import { copyProgram, root, runtimeManifest, synthesized, typeErrors } from "../support/cdktn/project";
import { temporaryFolder } from "../../engines/run/temporary-folder";

// Where nothing is in the cache yet, npm fetches.
jest.setTimeout(300_000);

const fork = "0.24.0";

/** All that changes in package.json. The fork does not take constructs 10.8 yet. */
const manifest = runtimeManifest({
  dependencies: { cdktf: `npm:cdktn@${fork}`, constructs: "10.7.0" },
  // The bindings ask for cdktf itself.
  overrides: { cdktf: "$cdktf" },
});

const folder = temporaryFolder("cdktn");
const copy = join(folder.path, "copy");

beforeAll(async () => {
  const nodeModules = await installOnce(`cdktn-${fork}`, manifest, (line) => console.log(line));
  mkdirSync(copy);
  copyProgram(copy, nodeModules);
});

afterAll(() => folder.remove());

describe("the program on cdktn", () => {
  it("has the fork where it asks for cdktf", () => {
    const installed = readFileSync(join(copy, "node_modules", "cdktf", "package.json"), "utf8");
    expect(JSON.parse(installed)).toMatchObject({ name: "cdktn", version: fork });
  });

  it("compiles", async () => {
    expect(await typeErrors(copy)).toBe("");
  });

  it("writes the same stacks as on cdktf, but for the version in their metadata", async () => {
    const here = await synthesized(root, join(folder.path, "here"));
    const there = await synthesized(copy, join(folder.path, "there"));
    expect(Object.keys(here).sort()).toEqual(["monitoring", "platform"]);
    expect(there).toEqual(withVersion(here, fork));
    expect(there).not.toEqual(here);
  });
});

const withVersion = (stacks: SynthesizedStacks, version: string): SynthesizedStacks =>
  Object.fromEntries(
    Object.entries(stacks).map(([name, stack]) => [
      name,
      { ...stack, "//": { ...stack["//"], metadata: { ...stack["//"].metadata, version } } },
    ]),
  );
