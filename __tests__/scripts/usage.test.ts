import { join } from "node:path";
import { describe, expect, it } from "@jest/globals";
import { run } from "../../engines/command";

const root = join(__dirname, "..", "..");

describe("a script that is called wrongly", () => {
  it.each([
    ["chart-shape", [], "usage: npm run chart-shape FOLDER"],
    ["chart-shape", ["one", "another"], "usage: npm run chart-shape FOLDER"],
    ["chart-shape", ["/nonexistent"], "ENOENT: no such file or directory, scandir '/nonexistent'"],
    ["trim-schema", [], "usage: npm run schema DUMP.json…"],
    ["trim-schema", ["/nonexistent"], "ENOENT: no such file or directory, open '/nonexistent'"],
  ])(
    "says how it is called, in a line: %s %j",
    async (script, args, line) => {
      const place = { cwd: root, env: process.env };
      const { exitCode, stdout, stderr } = await run(
        process.execPath,
        ["-r", "tsx/cjs", `scripts/${script}.ts`, ...args],
        place,
      );
      expect([exitCode, stdout, stderr]).toEqual([1, "", `${line}\n`]);
    },
    20_000,
  );
});
