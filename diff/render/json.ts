import type { Report, ReportedChange } from "../report";
import { countFlags } from "../report";

/** The report as JSON, for programs; docs/review.md has the fields. A field that is there stays; new ones may come. */
export const json = (report: Report): string =>
  JSON.stringify(
    {
      version: 1,
      base: report.base,
      environments: report.environments,
      notes: report.notes,
      flags: Object.fromEntries(countFlags(report)),
      changes: report.changes.map(changeJson),
    },
    null,
    2,
  );

const changeJson = ({
  section,
  kind,
  subject,
  what,
  before,
  after,
  lines,
  detail,
  flags = [],
  also = [],
  environments,
  consequences,
}: ReportedChange): object => ({
  section,
  kind,
  subject,
  what,
  before,
  after,
  lines,
  detail,
  flags,
  also,
  environments,
  consequences: consequences.map(changeJson),
});
