/** A line of a stack: `    at read (a.ts:1:2)`. A sentence that begins with these two letters is none. */
export const isPlace = (line: string): boolean => /^\s+at .*(:\d+\)?|<anonymous>\)?|\(index \d+\))$/.test(line);
