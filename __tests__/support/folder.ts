import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join, relative } from "node:path";
import { afterAll } from "@jest/globals";
import type { TemporaryFolder } from "../../engines/run/temporary-folder";
import { temporaryFolder } from "../../engines/run/temporary-folder";

const ofThisFile: TemporaryFolder[] = [];
afterAll(() => {
  for (const folder of ofThisFile) folder.remove();
});

/** An empty folder, removed after the tests of the file that asked for it. */
export function emptyFolder(purpose = "monitoring"): string {
  const folder = temporaryFolder(purpose);
  ofThisFile.push(folder);
  return folder.path;
}

/** Every file below a folder with the hash of its content, in the order of their paths. */
export function contentsOf(folder: string): Record<string, string> {
  if (!existsSync(folder)) return {};
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" })
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).isFile())
    .sort();
  return Object.fromEntries(
    files.map((path) => [relative(folder, path), createHash("sha256").update(readFileSync(path)).digest("hex")]),
  );
}
