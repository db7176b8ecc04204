/** How commands end: in a line for people and an exit code for programs, whatever happened. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, jest } from "@jest/globals";
import { run } from "../../commands/run";
import { run as runProgram } from "../../engines/command";
import { exitCodes } from "../../findings/exit-codes";
import { Failed, failed } from "../../findings/failed";
import { scripts } from "../../package.json";
import { emptyFolder } from "../support/folder";
import { readers } from "./readers";

const root = join(__dirname, "..", "..");
const place = /^\s+at /m;

/** What is said, and with what the process would end. */
async function ended(work: () => number | Promise<number>, verbose = false) {
  const before = process.exitCode;
  const said = jest.spyOn(console, "error").mockImplementation(() => undefined);
  try {
    await run(work, { closing: "Nothing was done.", verbose });
    return { exitCode: process.exitCode, said: said.mock.calls.join("\n") };
  } finally {
    process.exitCode = before;
    said.mockRestore();
  }
}

const throwing = (thrown: unknown) => () => {
  throw thrown;
};

describe("a command", () => {
  it("ends with the exit code of its work", async () => {
    expect(await ended(() => 2)).toEqual({ exitCode: 2, said: "" });
    expect(await ended(() => Promise.resolve(0))).toEqual({ exitCode: 0, said: "" });
  });

  it("says in a line what it did not expect, and where it happened only if it is asked to", async () => {
    const reason = new Error("no reason");
    for (const work of [throwing(reason), () => Promise.reject(reason)]) {
      expect(await ended(work)).toEqual({ exitCode: exitCodes.failed, said: "no reason" });
      const more = await ended(work, true);
      expect([more.exitCode, more.said]).toEqual([exitCodes.failed, expect.stringMatching(place)]);
    }
  });

  it("tells what has a name as findings, with its exit code and what was not done", async () => {
    const where = { id: "base-unknown", where: "--base", what: "unknown.", why: "so.", fix: "another?" } as const;
    const told = "error  base-unknown  --base\n  unknown.\n  why   so.\n  fix   another?\n\n1 error. Nothing was done.";
    const work = throwing(failed(where, "all that\u001b[31m git said\n"));
    expect(await ended(work)).toEqual({ exitCode: exitCodes["base-unknown"], said: told });
    expect((await ended(work, true)).said).toBe(`${told}\n\nall that git said`);
    expect((await ended(throwing(new Failed("failed", [])), true)).said).toBe("no findings. Nothing was done.");
  });

  it.each(readers)("that reads options understands --verbose: npm run %s", (_, reader) => {
    const asked = reader(["--environment", "staging", "--verbose"], {});
    expect(asked).toMatchObject({ verbose: true, findings: [] });
    expect(reader(["--environment", "staging"], {}).verbose).toBe(false);
  });
});

describe("the commands of package.json", () => {
  const files = Object.values(scripts).flatMap((script) => /commands\/[\w-]+\.ts$/.exec(script) ?? []);

  it.each(files)("end in one way: %s", (file) => {
    const text = readFileSync(join(root, file), "utf8");
    expect(text).toMatch(/^(if \(require\.main === module\)\n {2})?void run(Command|Plain)?\(/m);
  });

  it("are all that are run, and set their exit codes nowhere else", () => {
    const all = readdirSync(join(root, "commands"), { recursive: true, encoding: "utf8" }).filter((file) =>
      file.endsWith(".ts"),
    );
    const texts = all.map((file) => [file, readFileSync(join(root, "commands", file), "utf8")] as const);
    expect(texts.flatMap(([file, text]) => (text.includes("process.exit") ? [file] : []))).toEqual(["run.ts"]);
    const run = texts.flatMap(([file, text]) => (/^ *void run/m.test(text) ? [`commands/${file}`] : []));
    expect(run.sort()).toEqual([...files].sort());
  });
});

describe("a command that can be asked for nothing else", () => {
  const plain = (name: string, args: readonly string[], env: NodeJS.ProcessEnv = {}) =>
    runProgram(process.execPath, ["-r", "tsx/cjs", join("commands", `${name}.ts`), ...args], { cwd: root, env });

  it.each([
    ["audit", 2, "npm could not be asked for advisories: spawn npm ENOENT\n"],
    ["sbom", 1, "spawn npm ENOENT\n"],
  ])("says more with --verbose: npm run %s", async (name, exitCode, stderr) => {
    const without = { PATH: emptyFolder("no-npm") };
    expect(await plain(name, [], without)).toEqual({ exitCode, stdout: "", stderr });
    const more = await plain(name, ["--verbose"], without);
    expect([more.exitCode, more.stdout, more.stderr]).toEqual([exitCode, "", expect.stringMatching(place)]);
  });

  it("refuses what it does not understand, and does nothing", async () => {
    const { exitCode, stdout, stderr } = await plain("sbom", ["--verbos"]);
    expect([exitCode, stdout]).toEqual([exitCodes.failed, ""]);
    expect(stderr).toMatch(
      /"--verbos" is not understood\.\n[^]*did you mean --verbose\?\n\n1 error\. Nothing was listed\.\n$/,
    );
  });
});
