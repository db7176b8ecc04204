import { isNativeError } from "node:util/types";
import { error } from "../findings/finding";
import type { Finding } from "../findings/finding";
import { unexpectedText } from "../findings/unexpected";
import { thrownAt } from "../model/origin";

/** Finding of a failure that no check foresaw. @param where the output goes */
export const unforeseen = (failure: unknown, where: string, verbose: boolean): Finding =>
  isOfSystem(failure) ? notWritten(failure, where, verbose) : notBuilt(failure, verbose);

/** Of the disk, or of rights: a call of the operating system was refused. */
const isOfSystem = (failure: unknown): boolean => isNativeError(failure) && "syscall" in failure && "code" in failure;

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
    why: "a part of the output may be from this run, and a part from an earlier one.",
    fix: "is there room on the disk, and may you write there? Then npm start writes all of it anew.",
  });
