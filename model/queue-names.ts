import { matchesWhole } from "../findings/regex";
import { namesIn } from "./check-queue-patterns";

/** Names of queues that a pattern matches: those that it spells out, with `events` for whatever may stand there. */
export const queueNamesOf = (pattern: string): string[] => [
  ...new Set(namesIn(pattern.replace(/\.[+*]/g, "events")).filter((name) => matchesWhole(pattern, name))),
];
