import { join } from "node:path";
import { describe, expect, it } from "@jest/globals";
import { readOptions } from "../../../commands/simulate/options";
import { sourceOf } from "../../../commands/simulate/source";
import { production } from "../../../environments/production";
import example from "../../../scenarios/example";
import { system } from "../../../system";

const setting = { system, environment: production };

/** What is played for a command line. */
const played = async (...words: string[]) =>
  (await sourceOf(readOptions(words, {}), new Map(), setting)).source?.scenario?.name;

describe("what is simulated", () => {
  it("is the scenario that is named, that of a file, or the usual one", async () => {
    expect(await played("--scenario", "database-gone")).toBe("database-gone");
    expect(await played("--scenario-file", join(__dirname, "../../../scenarios/example.ts"))).toBe(example.name);
    expect(await played()).toBe("errors-at-peak");
  });
});
