/** The programs that are asked; what is told is grouped by them. */
export const parts = ["Prometheus", "Grafana", "Elasticsearch", "Kibana"] as const;
export type Part = (typeof parts)[number];

/** What a check says of a subject. `unknown`: it could not be asked, and the line that says why is another one. */
export type Verdict = "good" | "warning" | "bad" | "unknown";

/** What was found of one thing. */
export interface Line {
  readonly part: Part;
  /** What was looked at: `targets`, `alert rules`. */
  readonly check: string;
  /** Which one of what was looked at: `red-shop-api`. */
  readonly subject: string;
  readonly verdict: Verdict;
  /** What is there, in a sentence. */
  readonly what: string;
  /** What to do: an order, or the very command. Only where something is wrong. */
  readonly fix?: string;
}

/** What a check finds of a subject; whose check it is, is added by whoever runs it. */
export type Found = Omit<Line, "part" | "check">;

export const good = (subject: string, what: string): Found => ({ subject, verdict: "good", what });

export const warned = (subject: string, what: string, fix: string): Found => ({
  subject,
  verdict: "warning",
  what,
  fix,
});

export const bad = (subject: string, what: string, fix: string): Found => ({ subject, verdict: "bad", what, fix });
