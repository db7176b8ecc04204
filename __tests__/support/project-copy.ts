import { cpSync, readdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { emptyFolder } from "./folder";

export const root = join(__dirname, "..", "..");

const generated = new Set(["node_modules", ".git", "cdktf.out"]);

/** The working tree as it is, in another directory; its modules are shared. */
export function copyOfTheProject(): string {
  const copy = emptyFolder();
  for (const entry of readdirSync(root))
    if (!generated.has(entry)) cpSync(join(root, entry), join(copy, entry), { recursive: true });
  symlinkSync(join(root, "node_modules"), join(copy, "node_modules"));
  return copy;
}
