import type { Panel, Row } from "./panel";

export interface GridPosition {
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
}

export type Placed =
  { readonly row: Row; readonly at: GridPosition } | { readonly panel: Panel; readonly at: GridPosition };

export const columns = 24;

/** Places rows from top to bottom, panels from left to right; a panel that does not fit begins a new line. */
export function layOut(rows: readonly Row[]): Placed[] {
  let y = 0;
  return rows.flatMap((row) => {
    const header: Placed = { row, at: { x: 0, y, w: columns, h: 1 } };
    y += 1;
    let x = 0;
    let lineHeight = 0;
    const panels = row.panels.map((panel): Placed => {
      if (x + panel.width > columns) {
        y += lineHeight;
        x = lineHeight = 0;
      }
      const at = { x, y, w: panel.width, h: panel.height };
      x += panel.width;
      lineHeight = Math.max(lineHeight, panel.height);
      return { panel, at };
    });
    y += lineHeight;
    return [header, ...panels];
  });
}
