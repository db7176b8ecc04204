import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

export interface TemporaryFolder {
  readonly path: string;
  /** Writes a file as JSON, which every reader of YAML reads too. Returns its path. */
  readonly write: (name: string, content: unknown) => string;
  readonly remove: () => void;
}

/** A folder that whoever made it removes: a program may write there until it is stopped. @param below which folder */
export function temporaryFolder(purpose: string, below = tmpdir()): TemporaryFolder {
  const path = mkdtempSync(join(below, `${purpose}-`));
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
