/**
 * Rows as text in aligned columns, numbers to the right. A row that ends early may be as long as it likes where it
 * ends.
 */
export function table(rows: readonly (readonly string[])[]): string {
  const count = Math.max(...rows.map(({ length }) => length));
  const aligned = (row: readonly string[]) => (row.length < count ? row.slice(0, -1) : row);
  const columns = Array.from({ length: count }, (_, at) => {
    const cells = rows.flatMap((row) => aligned(row).slice(at, at + 1));
    const width = Math.max(0, ...cells.map(({ length }) => length));
    return cells.slice(1).every((cell) => /^\d*$/.test(cell))
      ? (cell: string) => cell.padStart(width)
      : (cell: string) => cell.padEnd(width);
  });
  return rows
    .map((row) => {
      const place = (cell: string, at: number) => (at < aligned(row).length ? columns[at]?.(cell) : cell);
      return row.map(place).join("  ").trimEnd();
    })
    .join("\n");
}
