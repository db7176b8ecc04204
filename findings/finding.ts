/**
 * Something wrong with the description or with what was built from it. Findings are collected, never thrown: a person
 * sees all of them in one run, each with the field, the reason and the remedy.
 */
export interface Finding {
  /** Stable and documented in docs/findings.md: `route-has-query`. */
  readonly id: string;
  readonly severity: "error" | "warning";
  /** The field or construct path: `shop-api.routes[1].path`, `monitoring/shop-api/dashboard`. */
  readonly where: string;
  /** File and line of the description the finding is about, where known: `system/shop.ts:12`. */
  readonly source?: string;
  readonly what: string;
  readonly why: string;
  readonly fix: string;
}

export const error = (finding: Omit<Finding, "severity">): Finding => ({ ...finding, severity: "error" });
export const warning = (finding: Omit<Finding, "severity">): Finding => ({ ...finding, severity: "warning" });

/** Puts the place of a caller before the place its helper found: `objectives.latency` becomes `shop-api.objectives.latency`. */
export const within = (place: string, findings: readonly Finding[]): Finding[] =>
  findings.map((finding) => ({
    ...finding,
    where: finding.where ? `${place}${finding.where.startsWith("[") ? "" : "."}${finding.where}` : place,
  }));
