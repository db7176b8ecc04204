/**
 * Something wrong with the description or with what was built from it. Findings are collected, never thrown: a person
 * sees all of them in one run, each with the field, the reason and the remedy.
 *
 * All speak with one voice: sentences that begin in lower case, but for names and code, and end with a full stop or a
 * question mark. A remedy that is to be copied stands alone, without either: `retention: days(15)`.
 */
export interface Finding {
  /** Id of all findings of a kind, stable and documented in docs/findings.md: `route-has-query`. */
  readonly id: string;
  readonly severity: "error" | "warning";
  /** The field or construct path: `shop-api.routes[1].path`, `monitoring/shop-api/dashboard`. */
  readonly where: string;
  /** File and line of the description the finding is about, where known: `system/shop.ts:12`. */
  readonly source?: string;
  /** What is there: `"/api/search?q=" carries a query string.` */
  readonly what: string;
  /** What comes of it when it is deployed: `Grafana accepts it, and the alert is lost.` */
  readonly why: string;
  /** What to do, as an order, a question or the very line to write. */
  readonly fix: string;
}

export const error = (finding: Omit<Finding, "severity">): Finding => ({ ...finding, severity: "error" });
export const warning = (finding: Omit<Finding, "severity">): Finding => ({ ...finding, severity: "warning" });

/** Findings of a check that is one condition: this error, or none. */
export const errorUnless = (isFine: boolean, finding: Omit<Finding, "severity">): Finding[] =>
  isFine ? [] : [error(finding)];

/**
 * Puts the place of a caller before the place its helper found: `objectives.latency` becomes
 * `shop-api.objectives.latency`.
 */
export const within = (place: string, findings: readonly Finding[]): Finding[] =>
  findings.map((finding) => ({
    ...finding,
    where: finding.where ? `${place}${finding.where.startsWith("[") ? "" : "."}${finding.where}` : place,
  }));
