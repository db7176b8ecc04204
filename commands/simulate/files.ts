import { accessSync, constants, statSync } from "node:fs";
import { dirname } from "node:path";
import type { Finding } from "../../findings/finding";
import { error, errorUnless } from "../../findings/finding";

const simulate = { run: "npm run simulate", why: "there is nothing to simulate." };

/** Whether a file that was named can be read. @param option that it was named by */
export function checkReadable(path: string, option: string, { run, why } = simulate): Finding[] {
  const stats = statSync(path, { throwIfNoEntry: false });
  const what = !stats
    ? "there is no such file."
    : stats.isDirectory()
      ? "it is a folder."
      : isAllowed(path, constants.R_OK)
        ? undefined
        : "nobody lets us read it.";
  return errorUnless(what === undefined, {
    id: "file-missing",
    where: path,
    what: what ?? "",
    why,
    fix: `${run} -- ${option} FILE, from the folder in which the command runs.`,
  });
}

/** Whether the page can be written, found out before the work that it shows. */
export function checkWritable(path: string): Finding[] {
  const [file, folder] = [path, dirname(path)].map((one) => statSync(one, { throwIfNoEntry: false }));
  if (!folder?.isDirectory()) return [unwritable(path, `there is no folder ${dirname(path)}.`)];
  if (file?.isDirectory()) return [unwritable(path, "it is a folder.")];
  return isAllowed(file ? path : dirname(path), constants.W_OK) ? [] : [unwritable(path, "nobody lets us write it.")];
}

/** Whether Prometheus and its rules can be put where temporary files go. */
export function checkTemporary(folder: string): Finding[] {
  const isFolder = statSync(folder, { throwIfNoEntry: false })?.isDirectory() ?? false;
  return errorUnless(isFolder && isAllowed(folder, constants.W_OK | constants.X_OK), {
    id: "folder-not-writable",
    where: `TMPDIR ${folder}`,
    what: isFolder ? "nobody lets us write there." : "there is no such folder.",
    why: "Prometheus keeps the series in a folder for temporary files, as long as it runs.",
    fix: "make it, or name another folder: TMPDIR=/var/tmp npm run simulate",
  });
}

export const unwritable = (path: string, what: string): Finding =>
  error({
    id: "page-not-writable",
    where: path,
    what,
    why: "the page has nowhere to go.",
    fix: "npm run simulate -- --html page.html, in a folder that is there and may be written.",
  });

function isAllowed(path: string, mode: number): boolean {
  try {
    accessSync(path, mode);
    return true;
  } catch {
    return false;
  }
}
