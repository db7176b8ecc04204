import type { Finding } from "../../findings/finding";
import { error } from "../../findings/finding";
import type { Accepted } from "./accepted";
import type { AuditReport } from "./report";
import { advisoriesOf } from "./report";

/** Below them an advisory is no reason to stop a merge: most are about what a web server would do with it. */
const counts = ["high", "critical"];

/**
 * What speaks against the dependencies as they are locked.
 *
 * @param today `2026-11-28`
 */
export function judge(report: AuditReport, accepted: readonly Accepted[], today: string): Finding[] {
  const advisories = advisoriesOf(report).filter(({ severity }) => counts.includes(severity));
  const valid = accepted.filter(({ until }) => until > today).map(({ advisory }) => advisory);
  return [
    ...advisories
      .filter(({ id }) => !valid.includes(id))
      .map(({ id, name, severity, title, range, url }) =>
        error({
          id: "dependency-vulnerable",
          where: `${name} ${range}`,
          what: `${severity}: ${title} (${id}).`,
          why: "it runs where this repository is tested and synthesized, beside the credentials that deploy.",
          fix: `take a version without it (npm audit fix); or say in commands/audit/accepted.ts why it does no harm here: ${url}`,
        }),
      ),
    ...accepted
      .filter(({ advisory }) => !advisories.some(({ id }) => id === advisory))
      .map(({ advisory }) =>
        error({
          id: "dependency-accepted-in-vain",
          where: `commands/audit/accepted.ts › ${advisory}`,
          what: "nothing here has this advisory any more.",
          why: "if it came back, nobody would hear of it.",
          fix: "take the line out.",
        }),
      ),
  ];
}
