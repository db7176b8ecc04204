import { relative, resolve } from "node:path";
import { isNativeError } from "node:util/types";
import { error } from "../findings/finding";
import type { Finding } from "../findings/finding";
import { unexpectedText } from "../findings/unexpected";
import { thrownAt } from "../model/origin";

/** Finding of a failure that no check foresaw. @param outdir where the output goes */
export const unforeseen = (failure: unknown, outdir: string, verbose: boolean): Finding =>
  isOfOutput(failure, outdir)
    ? notWritten(failure, relative(process.cwd(), outdir), verbose)
    : notBuilt(failure, verbose);

/** A call of the operating system was refused: of a file of the output, or for want of room. */
function isOfOutput(failure: unknown, outdir: string): boolean {
  if (!isNativeError(failure) || !("syscall" in failure)) return false;
  const { syscall, path } = failure as NodeJS.ErrnoException;
  return syscall === "write" || (path !== undefined && resolve(path).startsWith(resolve(outdir)));
}

/**
 * Most often a field is missing or misspelt, which the compiler finds, and nothing else: `tsx` runs it all the same.
 */
const notBuilt = (failure: unknown, verbose: boolean): Finding =>
  error({
    id: "not-built",
    where: (isNativeError(failure) ? thrownAt(failure) : undefined) ?? "stacks",
    what: unexpectedText(failure, verbose),
    why: "what is described cannot be built, for a reason that no check knows: maybe a field is missing, or is called otherwise.",
    fix: "npm run typecheck names such fields; npm start -- --verbose tells how it came to this.",
  });

const notWritten = (failure: unknown, where: string, verbose: boolean): Finding =>
  error({
    id: "output-not-written",
    where,
    what: unexpectedText(failure, verbose),
    why: "without all of its files, or with some of an earlier run, another thing would be planned than is described.",
    fix: "is there room on the disk, and may you write there? Then npm start writes all of it anew.",
  });
