/**
 * Environment of programs in Go that throw away nearly all they make: with a larger heap they are up to a fifth faster.
 */
export const spacious = { GOGC: "400" } as const;
