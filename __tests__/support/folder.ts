import { createHash } from "node:crypto";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { afterAll } from "@jest/globals";

export interface TemporaryFolder {
  readonly path: string;
  /** Writes a file as JSON, which every reader of YAML reads too. Returns its path. */
  readonly write: (name: string, content: unknown) => string;
  readonly remove: () => void;
}

/** A folder that whoever made it removes: a program may write there until it is stopped. */
export function temporaryFolder(purpose: string): TemporaryFolder {
  const path = mkdtempSync(join(tmpdir(), `${purpose}-`));
  return {
    path,
    write: (name, content) => {
      const file = join(path, name);
      writeFileSync(file, JSON.stringify(content));
      return file;
    },
    remove: () => rmSync(path, { recursive: true, force: true }),
  };
}

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
