/** Painless as people read it in Kibana: without the indentation of the file that it stands in here. */
export function painless(source: string): string {
  const lines = source.replace(/^\n|\s+$/g, "").split("\n");
  const indents = lines.filter((line) => line.startsWith(" ")).map((line) => /^ */.exec(line)?.[0].length ?? 0);
  const least = lines[0]?.startsWith(" ") ? Math.min(...indents) : 0;
  return lines.map((line) => (line.startsWith(" ".repeat(least)) ? line.slice(least) : line)).join("\n");
}
