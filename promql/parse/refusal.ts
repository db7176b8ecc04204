/** Why Prometheus, or this project's `Expr`, cannot take a text. */
export interface Problem {
  readonly id: "promql-syntax" | "promql-type";
  readonly what: string;
  /** Line of the problem, counted from one. */
  readonly line: number;
  /** Column of the problem, counted from one. */
  readonly column: number;
  /** The line of the problem, cut to some 80 characters, and below it a caret. */
  readonly excerpt: string;
}

/** Ends the reading of a text; `at` is the place in it. */
export class Refusal extends Error {
  constructor(
    readonly at: number,
    what: string,
    readonly id: Problem["id"] = "promql-syntax",
  ) {
    super(what);
  }

  problem(text: string): Problem {
    const start = text.lastIndexOf("\n", this.at - 1) + 1;
    const end = text.indexOf("\n", this.at);
    const column = this.at - start;
    const cut = Math.max(0, column - 60);
    const line = text.slice(start, end < 0 ? undefined : end).slice(cut, cut + 80);
    return {
      id: this.id,
      what: this.message,
      line: text.slice(0, start).split("\n").length,
      column: column + 1,
      excerpt: `${line}\n${" ".repeat(column - cut)}^`,
    };
  }
}
