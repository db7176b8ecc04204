import { spawnSync } from "node:child_process";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "@jest/globals";
import { checkRoom, failureOf } from "../../../commands/simulate/failures";
import { checkTemporary } from "../../../commands/simulate/files";
import type { SampledSeries } from "../../../simulation/samples";

describe("room for a simulation", () => {
  const series: SampledSeries[] = [
    { name: "up", labels: {}, at: Float64Array.of(0, 30_000), values: Float64Array.of(1, 1) },
  ];
  const found = (mebibytes: number) => checkRoom(series, { bavail: mebibytes, bsize: 2 ** 20 }).map(({ id }) => id);

  it("is reckoned before anything is started: none is a finding, and enough is none", () => {
    expect(found(0)).toEqual(["disk-full"]);
    expect(found(10)).toEqual(["disk-full"]);
    expect(found(100)).toEqual([]);
  });
});

describe("a folder for temporary files", () => {
  it("is there and can be written, or a finding says how to name another", () => {
    expect(checkTemporary(tmpdir())).toEqual([]);
    const unusable = [join(__dirname, "nowhere"), __filename].flatMap(checkTemporary);
    expect(unusable.map(({ id, what }) => [id, what])).toEqual([
      ["folder-not-writable", "there is no such folder."],
      ["folder-not-writable", "there is no such folder."],
    ]);
  });

  it("is asked for before anything is made, whatever else is wrong", () => {
    const command = join(__dirname, "../../../commands/simulate.ts");
    // tsx makes the folder that it is told of: it has to be told another.
    const missing = `process.env.TMPDIR = ${JSON.stringify(join(__dirname, "nowhere"))}; require(${JSON.stringify(command)});`;
    const words = ["-r", "tsx/cjs", "-e", missing, "--", "simulate", "--scenario", "database-gone"];
    const { status, stderr } = spawnSync(process.execPath, words, { encoding: "utf8" });
    expect([status, stderr]).toEqual([1, expect.stringContaining("error  folder-not-writable")]);
    expect(stderr).not.toMatch(/^ {4}at /m);
  });
});

describe("what nobody reckoned with", () => {
  it("asks for a rule that is wrong, and for memory", () => {
    expect(failureOf(new Error("fetch failed"), [])).toMatchObject({
      id: "simulation-failed",
      what: "fetch failed",
      fix: expect.stringContaining("memory"),
    });
  });
});
