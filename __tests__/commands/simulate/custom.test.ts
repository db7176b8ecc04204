import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { customScenario } from "../../../commands/simulate/custom";
import { checkReadable, checkWritable } from "../../../commands/simulate/files";
import { production } from "../../../environments/production";
import { checkScenarios } from "../../../scenarios/check";
import { system } from "../../../system";

const root = join(__dirname, "..", "..", "..");
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "custom-scenario-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** The checkout once more, but for what is put into its room of scenarios. */
function checkout(): string {
  const copy = mkdtempSync(join(folder, "checkout-"));
  const scenarios = join(copy, "scenarios");
  mkdirSync(scenarios);
  for (const [from, to] of [
    [root, copy],
    [join(root, "scenarios"), scenarios],
  ] as const)
    for (const name of readdirSync(from)) if (name !== "scenarios") symlinkSync(join(from, name), join(to, name));
  return copy;
}

describe("a scenario of one's own", () => {
  const page = readFileSync(join(root, "docs", "simulator.md"), "utf8");

  it("is made of the example as the documentation says, and has no findings", () => {
    const [, from = "", to = ""] = /^cp (\S+) (\S+)$/m.exec(page) ?? [];
    const [, played] = /--scenario-file (\S+)/.exec(page) ?? [];
    const copy = checkout();
    copyFileSync(join(copy, from), join(copy, to));
    const { scenario, findings } = customScenario(join(copy, played ?? ""));
    expect(findings).toEqual([]);
    expect(scenario?.name).toBe("payment-provider-down");
    expect(checkScenarios(scenario ? [scenario] : [], { system, environment: production })).toEqual([]);
  });

  it("is printed there as it is", () => {
    expect(page).toContain(`\`\`\`ts\n${readFileSync(join(root, "scenarios", "example.ts"), "utf8")}\`\`\``);
  });

  it("is refused where the file exports none, cannot be loaded, or is no file", () => {
    const said = (text: string) => {
      const file = join(mkdtempSync(join(folder, "file-")), "mine.ts");
      writeFileSync(file, text);
      return customScenario(file).findings.map(({ id, what }) => `${id} ${what}`);
    };
    expect(said("export const mine = 1;")).toEqual(["scenario-file-unusable it exports nothing by default."]);
    expect(said('import "./nothing";')).toEqual([expect.stringContaining("Cannot find module './nothing'")]);
    expect(customScenario(folder).findings.map(({ id, what }) => `${id} ${what}`)).toEqual([
      "file-missing it is a folder.",
    ]);
  });
});

describe("a file that is named", () => {
  it("is there to be read, and has a place where it can be written", () => {
    const said = (path: string) => checkWritable(path).map(({ id, what }) => `${id} ${what}`);
    expect(checkReadable(join(folder, "none"), "--file").map(({ what }) => what)).toEqual(["there is no such file."]);
    expect(said(join(folder, "page.html"))).toEqual([]);
    expect(said(folder)).toEqual(["page-not-writable it is a folder."]);
    expect(said("/nonexistent/page.html")).toEqual(["page-not-writable there is no folder /nonexistent."]);
  });
});
