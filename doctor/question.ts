import type { Part } from "./line";

/** A question to one of the programs: what is asked, and how the answer is read. */
export interface Question<Answer> {
  readonly api: Part;
  readonly method?: "GET" | "POST";
  /** Path with its query string: `/api/search?type=dash-db`. */
  readonly path: string;
  /** Body that is sent as JSON. */
  readonly json?: unknown;
  /** Fields that are sent as a form. */
  readonly form?: Readonly<Record<string, string>>;
  /** Statuses that carry an answer too. @default those of success */
  readonly accepts?: readonly number[];
  /** Reads the answer from its JSON. @throws where the answer is none */
  readonly read: (body: unknown) => Answer;
}

/** Asks a question. @throws NoAnswer */
export type Ask = <Answer>(question: Question<Answer>) => Promise<Answer>;
