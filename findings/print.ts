import type { Finding } from "./finding";

/** Findings as a compiler prints them: one block a finding, in the order they were found; then one line that counts. */
export function printFindings(findings: readonly Finding[], closing: string): string {
  return [...findings.map(block), closing].join("\n\n");
}

function block({ severity, id, source, where, what, why, fix }: Finding): string {
  return [
    `${severity}  ${id}  ${[source, where].filter(Boolean).join(" › ")}`,
    `  ${hang(what)}`,
    `  why   ${hang(why)}`,
    `  fix   ${hang(fix)}`,
  ].join("\n");
}

const hang = (text: string) => text.replaceAll("\n", "\n        ");

/** Number of findings for people: `2 errors`, `1 error and 3 warnings`, `no findings`. */
export function countFindings(findings: readonly Finding[]): string {
  const count = (severity: Finding["severity"]) => {
    const n = findings.filter((finding) => finding.severity === severity).length;
    return n === 0 ? [] : [`${n} ${severity}${n === 1 ? "" : "s"}`];
  };
  return [...count("error"), ...count("warning")].join(" and ") || "no findings";
}
