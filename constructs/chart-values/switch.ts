/** A switch in the values of a chart. */
export interface Switch {
  readonly enabled: boolean;
}

export const on: Switch = { enabled: true };
export const off: Switch = { enabled: false };
