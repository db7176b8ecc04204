/** For programs in Go that throw away nearly all they make: to look for it less often makes them up to a fifth faster. */
export const spacious = { GOGC: "400" } as const;
