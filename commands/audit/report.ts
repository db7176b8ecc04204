/** What `npm audit --json` says, as far as it is read (its second format, npm 7 and newer). */
export interface AuditReport {
  readonly vulnerabilities: Readonly<Record<string, Vulnerability>>;
}

interface Vulnerability {
  /** Advisories about this package; or names of others, which it brings in. */
  readonly via: readonly (string | Advisory)[];
}

export interface Advisory {
  readonly name: string;
  readonly title: string;
  /** Address of its page, which ends with the advisory's id. */
  readonly url: string;
  readonly severity: "info" | "low" | "moderate" | "high" | "critical";
  /** Range of the versions that it is about. */
  readonly range: string;
}

/** Reads a report. @throws Error if it is none: npm says in the same way that it could not ask */
export function readReport(text: string): AuditReport {
  const said = parsed(text);
  if (typeof said === "object" && said !== null && "vulnerabilities" in said) return said as AuditReport;
  const message = typeof said === "object" && said !== null && "message" in said ? String(said.message) : text;
  throw new Error(message.trim().slice(0, 300) || "it said nothing");
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The advisories of a report, each once, whichever packages bring it in, in the order of their ids. */
export function advisoriesOf({ vulnerabilities }: AuditReport): (Advisory & { readonly id: string })[] {
  const all = Object.values(vulnerabilities)
    .flatMap(({ via }) => via)
    .filter((cause): cause is Advisory => typeof cause !== "string")
    .map((advisory) => ({ ...advisory, id: advisory.url.replace(/^.*\//, "") }));
  const byKey = new Map(all.map((advisory) => [`${advisory.id} ${advisory.name}`, advisory]));
  return [...byKey].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, advisory]) => advisory);
}
