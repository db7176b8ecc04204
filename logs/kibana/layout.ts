import type { LogPanel } from "../panel";

export const columns = 48;

/** Place of a panel, as Kibana counts: in columns from the left, and in grid rows of 20 pixels from the top. */
export interface GridPosition {
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
}

export interface Placed {
  readonly panel: LogPanel;
  readonly at: GridPosition;
}

/**
 * Places panels from left to right, below what is `above`; a panel that does not fit begins a new line below the
 * highest of the last.
 */
export function layOut(panels: readonly LogPanel[], above: number): Placed[] {
  let [x, y, lineHeight] = [0, above, 0];
  return panels.map((panel) => {
    if (x + panel.width > columns) [x, y, lineHeight] = [0, y + lineHeight, 0];
    const at = { x, y, w: panel.width, h: panel.height };
    [x, lineHeight] = [x + panel.width, Math.max(lineHeight, panel.height)];
    return { panel, at };
  });
}
