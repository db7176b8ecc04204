import type { Say } from "./planning";

/** Says on the standard error what is being done: there it mixes with no result. */
export const say: Say = (line) => {
  process.stderr.write(`${line.startsWith(" ") ? "" : "… "}${line}\n`);
};
