import type { Field } from "./field";
import type { LogView } from "./view";

/** Where one reads what something logs, and what its metrics' labels are called there. */
export interface LogTarget {
  readonly view: LogView;
  /** By the labels' names. */
  readonly fields: Readonly<Record<string, Field>>;
}

/** For what writes no logs that anybody keeps. */
export interface NoLogs {
  /** In half a sentence. */
  readonly noLogs: string;
}
