import type { Part } from "./line";

/** A question to one of the programs: what is asked, and how the answer is read. */
export interface Question<Answer> {
  readonly api: Part;
  readonly method?: "GET" | "POST";
  /** With what it is asked for besides: `/api/search?type=dash-db`. */
  readonly path: string;
  /** Sent as JSON. */
  readonly json?: unknown;
  /** Sent as a form. */
  readonly form?: Readonly<Record<string, string>>;
  /** Statuses that carry an answer too. @default those of success */
  readonly accepts?: readonly number[];
  /** @throws where the answer is none */
  readonly read: (body: unknown) => Answer;
}

/** @throws NoAnswer */
export type Ask = <Answer>(question: Question<Answer>) => Promise<Answer>;
