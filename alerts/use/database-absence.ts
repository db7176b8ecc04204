/** What missing data means to the alerts on a database, and why: they take silence for health. */
export const toldByExporters = {
  means: "healthy",
  because: "that nobody measures it, or that it cannot be reached, is told by an alert of its own",
} as const;
