/** `npm run sbom` with the real npm. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, jest } from "@jest/globals";
import { runToEnd } from "../../engines/run/process";

jest.setTimeout(120_000);

const root = join(__dirname, "..", "..");
const command = join(root, "commands", "sbom.ts");

const sbom = async () => {
  const { output, complaint } = await runToEnd(process.execPath, ["-r", "tsx/cjs", command]);
  expect(complaint).toBe("");
  return output;
};

interface Locked {
  readonly version?: string;
  readonly link?: boolean;
  readonly name?: string;
}

describe("npm run sbom", () => {
  it("lists every package of the lock file, and says the same again", async () => {
    const [once, again] = await Promise.all([sbom(), sbom()]);
    expect(again).toBe(once);
    const { components } = JSON.parse(once) as { readonly components: readonly { readonly purl?: string }[] };
    const listed = new Set(components.map(({ purl = "" }) => purl));
    const lock = JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8")) as {
      readonly packages: Readonly<Record<string, Locked>>;
    };
    const locked = Object.entries(lock.packages).flatMap(([path, { version, link, name }]) =>
      // A package may be there under another name than its own.
      path.startsWith("node_modules/") && link !== true && version !== undefined
        ? [`pkg:npm/${(name ?? path.replace(/^.*node_modules\//, "")).replace("@", "%40")}@${version}`]
        : [],
    );
    expect(locked.length).toBeGreaterThan(300);
    expect(locked.filter((purl) => !listed.has(purl))).toEqual([]);
  });

  it("tells of no time, and of no place of this machine", async () => {
    const text = await sbom();
    expect(text).not.toContain(root);
    expect(text).not.toMatch(/timestamp|serialNumber/);
  });
});
