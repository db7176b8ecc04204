import type { Say } from "./planning";

/** What is being done goes where it mixes with no result. */
export const say: Say = (line) => {
  process.stderr.write(`${line.startsWith(" ") ? "" : "… "}${line}\n`);
};
