/**
 * Whether a line is one of a stack: `    at read (a.ts:1:2)`. A sentence that begins with these two letters is none.
 */
export const isPlace = (line: string): boolean => /^\s+at .*(:\d+\)?|<anonymous>\)?|\(index \d+\))$/.test(line);

/** Where an error was thrown, without what it says. */
export const placesOf = ({ stack = "" }: Error): string => stack.split("\n").filter(isPlace).join("\n");
