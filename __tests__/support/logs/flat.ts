/** A document by the full names of its fields: what is nested has dots. */
export const flat = (document: Readonly<Record<string, unknown>>, path = ""): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(document).flatMap(([key, value]) => {
      const name = path + key;
      return typeof value === "object" && value !== null && !Array.isArray(value)
        ? Object.entries(flat(value as Record<string, unknown>, `${name}.`))
        : [[name, value] as const];
    }),
  );
