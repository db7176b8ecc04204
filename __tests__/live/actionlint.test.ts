/** The workflows, judged by the real actionlint. */
import { readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "@jest/globals";
import { run } from "../../engines/command";
import { enginePath } from "../../engines/engine-path";
import { emptyFolder } from "../support/folder";

const folder = join(__dirname, "..", "..", ".github", "workflows");
// Other programs would be called if they happen to be there, and their findings depend on their versions.
const alone = ["-no-color", "-shellcheck=", "-pyflakes="];
const lint = (...files: readonly string[]) =>
  run(enginePath("actionlint"), [...alone, ...files], { cwd: join(folder, "..", ".."), env: process.env });

describe("actionlint", () => {
  it("finds nothing in the workflows", async () => {
    const files = readdirSync(folder).map((file) => join(folder, file));
    expect(files.length).toBeGreaterThan(3);
    expect(await lint(...files)).toEqual({ exitCode: 0, stdout: "", stderr: "" });
  });

  it("would find what somebody wrote where it becomes a script", async () => {
    const file = join(emptyFolder(), "bad.yml");
    writeFileSync(
      file,
      "on: pull_request\njobs:\n  a:\n    runs-on: ubuntu-24.04\n    steps:\n      - run: echo ${{ github.event.pull_request.title }}\n",
    );
    const { exitCode, stdout } = await lint(file);
    expect(exitCode).toBe(1);
    expect(stdout).toContain('"github.event.pull_request.title" is potentially untrusted');
  });
});
