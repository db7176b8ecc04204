export const blank = (what: string) => `**blank: ${literal(what)}**`;

export const code = (text: string) => `\`${text}\``;

/** Escapes what a table's cell would read as markup. */
export const literal = (text: string) => text.replace(/[\\`*_<[\]|]/g, "\\$&");

/** A table of Markdown, unpadded: padding would change every line of a table in which one cell grows. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${head.map((_, at) => cells[at] ?? "").join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}
