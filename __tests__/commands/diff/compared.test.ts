import { existsSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, jest } from "@jest/globals";
import { checkOut, lastLines, remove } from "../../../commands/diff/base";
import { compared } from "../../../commands/diff/compared";
import { readOptions } from "../../../commands/diff/options";
import { runIn } from "../../../commands/diff/run-in";
import { pause } from "../../../engines/run/process";
import { Failed } from "../../../findings/failed";
import { seconds } from "../../../units/quantities";
import type { SmallProject } from "../../support/diff/small-project";
import { smallProject } from "../../support/diff/small-project";
import { emptyFolder } from "../../support/folder";

// Programs are started that others have to wait for.
jest.setTimeout(30_000);

async function comparedIn(
  { folder }: Pick<SmallProject, "folder">,
  { base = "HEAD", environments = ["local"], stop = new AbortController().signal } = {},
) {
  const temporary = emptyFolder("diff");
  const report = await compared(
    { base, environments },
    {
      run: runIn,
      stop,
      here: ["local", "staging"],
      project: folder,
      temporary,
    },
  ).finally(() => {
    // Nothing is left of the base, and git knows of no other tree.
    expect(existsSync(join(temporary, "base"))).toBe(false);
  });
  return report;
}

const refusalOf = async (of: Promise<unknown>): Promise<readonly [string | undefined, number]> => {
  const failure: unknown = await of.catch((thrown: unknown) => thrown);
  if (!(failure instanceof Failed)) throw failure;
  return [failure.findings[0]?.id, failure.exitCode];
};

describe("comparing with another commit", () => {
  it("has both sides synthesized by their own code, and leaves the checkout as it was", async () => {
    const one = smallProject();
    one.write("value", "901");
    one.write("untracked", "mine");
    const before = one.git("status", "--short");
    const { changes, notes } = await comparedIn(one);
    expect(changes).toMatchObject([{ subject: "helm_release.kps", what: "timeout", before: "900", after: "901" }]);
    expect(notes).toEqual([]);
    expect(one.git("status", "--short")).toBe(before);
    expect(one.git("worktree", "list").trim().split("\n")).toHaveLength(1);
    expect(readdirSync(one.folder)).toContain("untracked");
  });

  it("tells of an environment that is new, and of a base that describes nothing", async () => {
    const one = smallProject();
    one.write("value", "undescribed");
    one.git("commit", "--quiet", "--all", "--message=second");
    one.write("value", "900");
    const { notes, changes } = await comparedIn(one, { environments: ["local", "staging"] });
    expect(notes).toEqual([
      expect.stringContaining("describes nothing"),
      "The environment staging is new: all of it is added.",
    ]);
    expect(changes.map(({ kind, environments }) => [kind, environments])).toEqual([
      ["added", ["staging"]],
      ["changed", ["local"]],
    ]);
  });

  it("compares with where this branch left the other, and not with what was done there since", async () => {
    const one = smallProject();
    one.git("checkout", "--quiet", "-b", "mine");
    one.git("checkout", "--quiet", "main");
    one.write("value", "950");
    one.git("commit", "--quiet", "--all", "--message=of others");
    one.git("tag", "--annotate", "--message=a", "of-others");
    one.git("checkout", "--quiet", "mine");
    one.write("value", "901");
    const { changes, notes } = await comparedIn(one, { base: "main" });
    expect(changes).toMatchObject([{ before: "900", after: "901" }]);
    expect(notes).toEqual([expect.stringMatching(/^main has 1 commit that is not here: .* left it, [0-9a-f]{12}\.$/)]);
    for (const [at, ref] of ["of-others", "main^0", "main"].entries()) {
      const props = { run: runIn, project: one.folder, tree: join(emptyFolder("diff"), String(at)) };
      const { folder } = await checkOut(ref, props);
      expect(readFileSync(join(folder, "value"), "utf8")).toBe(ref === "main" ? "900" : "950");
      await remove(props);
    }
  });

  it("compares with the tip of a branch that has nothing in common with what is here, and says so", async () => {
    const one = smallProject();
    one.git("checkout", "--quiet", "--orphan", "other");
    one.git("commit", "--quiet", "--all", "--message=another beginning");
    const { notes } = await comparedIn(one, { base: "main" });
    expect(notes).toEqual(["Nobody knows where what is here left main: compared with its tip."]);
  });

  it("is refused where there is nothing to compare with, each with an exit code of its own", async () => {
    const one = smallProject();
    expect(await refusalOf(comparedIn({ folder: emptyFolder("nowhere") }))).toEqual(["no-repository", 60]);
    expect(await refusalOf(comparedIn(one, { base: "nowhere" }))).toEqual(["base-unknown", 61]);
    for (const base of ["--help", "--upload-pack=x", "main ; true", "main..HEAD", "HEAD:value", "", "\u001b[31m"])
      expect(await refusalOf(comparedIn(one, { base }))).toEqual(["base-unknown", 61]);
    one.write("environments/index.js", "exports.all = {};");
    one.git("commit", "--quiet", "--all", "--message=no names");
    expect(await refusalOf(comparedIn(one))).toEqual(["base-not-synthesized", 63]);
    one.git("reset", "--quiet", "--hard", "HEAD~1");
    one.write("value", "broken");
    expect(await refusalOf(comparedIn(one))).toEqual(["present-not-synthesized", 64]);
    one.git("commit", "--quiet", "--all", "--message=broken");
    one.write("value", "900");
    expect(await refusalOf(comparedIn(one))).toEqual(["base-not-synthesized", 63]);
  });

  it("is refused where the base asks for packages that cannot be installed", async () => {
    const one = smallProject();
    rmSync(join(one.folder, "package-lock.json"));
    one.git("commit", "--quiet", "--all", "--message=unlocked");
    one.write("package-lock.json", "{}");
    one.git("add", "package-lock.json");
    expect(await refusalOf(comparedIn(one))).toEqual(["base-not-installable", 62]);
  });

  it("tidies up when somebody stops it", async () => {
    const one = smallProject();
    // Whoever is ended later than npm would still write.
    one.write("start.js", `setTimeout(() => require("node:fs").writeFileSync("${one.folder}/late", ""), 3000);`);
    one.git("commit", "--quiet", "--all", "--message=slow");
    const stop = new AbortController();
    setTimeout(() => stop.abort(new Error("SIGINT")), 1500);
    await expect(comparedIn(one, { stop: stop.signal })).rejects.toThrow();
    expect(one.git("worktree", "list").trim().split("\n")).toHaveLength(1);
    await pause(seconds(3));
    expect(readdirSync(one.folder)).not.toContain("late");
  });
});

describe("what a program said", () => {
  it("is told without where in its code it was, and with what only begins like that", () => {
    expect(
      lastLines("\u001b[31merror\u001b[0m\n  at least 2 replicas\n\tat foo (a.ts:1)\n    at bar (b.ts:2:3)\n"),
    ).toBe("error\n  at least 2 replicas");
  });
});

describe("a program that is told to stop", () => {
  it("is ended with all that it started, also where it has ended itself", async () => {
    const folder = emptyFolder("group");
    const stop = new AbortController();
    setTimeout(() => stop.abort(new Error("SIGINT")), 1000);
    const began = Date.now();
    await expect(runIn(folder, "sh", ["-c", "sleep 20 & exit 0"], stop.signal)).rejects.toThrow("SIGINT");
    expect(Date.now() - began).toBeLessThan(15_000);
  });
});

describe("its command line", () => {
  const idsOf = (...args: readonly string[]) =>
    readOptions(args, {}, ["local", "production"]).findings.map(({ id }) => id);

  it("compares all environments, or those that are named", () => {
    const all = ["local", "production"];
    expect(readOptions(["--base", "main"], {}, all).environments).toEqual(all);
    expect(readOptions(["--base=main", "--environment=production"], {}, all).environments).toEqual(["production"]);
    expect(readOptions(["--base", "main", "--markdown"], {}, []).form).toBe("markdown");
  });

  it("takes a base that looks like an option for a name", () => {
    expect(readOptions(["--base=--upload-pack=x"], {}, [])).toMatchObject({ base: "--upload-pack=x", findings: [] });
  });

  it("wants a base, one form, and environments that there are", () => {
    expect(idsOf()).toEqual(["unknown-option"]);
    expect(idsOf("--base", "main", "--json", "--markdown")).toEqual(["unknown-option"]);
    expect(idsOf("--base", "main", "--environment", "prod")).toEqual(["unknown-environment"]);
  });
});
