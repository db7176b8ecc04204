/** What committed files were made from: dumps, too long and too wordy to be committed themselves. */
import { readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, it } from "@jest/globals";

export interface Dumps {
  /** Names the folder with the dumps. */
  readonly variable: string;
  /** Without it: this folder, in any directory beside the checkout. */
  readonly beside: string;
  /** Whether the dump in question lies in a folder. */
  readonly has: (folder: string) => boolean;
}

/** The folder with the dump; undefined if nobody put one there. */
export function folderWithDump(
  { variable, beside, has }: Dumps,
  checkout = join(__dirname, "../.."),
  environment: Readonly<Record<string, string | undefined>> = process.env,
): string | undefined {
  const parent = dirname(checkout);
  const named = environment[variable];
  return (named ? [named] : readdirSync(parent).map((sibling) => join(parent, sibling, beside))).find(has);
}

/** A test against the dump. Without a dump it says so in its name, and fails if the variable promised one. */
export function itMatchesDump(subject: string, dumps: Dumps, compare: (folder: string) => void): void {
  const folder = folderWithDump(dumps);
  if (folder === undefined)
    it(`${subject} could not be compared with a dump: there is none, and ${dumps.variable} promises none`, () => {
      expect(process.env[dumps.variable] ?? "").toBe("");
    });
  else it(`${subject} is what its dump says`, () => compare(folder));
}
