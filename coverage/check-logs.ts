import type { Finding } from "../findings/finding";
import { error } from "../findings/finding";
import { groupedBy } from "../findings/grouped";
import type { LogColumn, LogRow, Unlogged } from "./log-matrix";
import { logColumns } from "./log-matrix";
import type { Lack } from "./cell";

/** Components whose logs nobody keeps, what is missing of those that are kept, and things that say nothing of logs. */
export const checkLogs = (rows: readonly LogRow[], unlogged: readonly Unlogged[]): Finding[] => [
  ...rows.flatMap(({ component, answer }) => ("lacking" in answer ? [notKept(component.name, answer.lacking)] : [])),
  ...blanks(rows),
  ...unlogged.filter(({ because }) => because.trim() === "").map(unsaid),
];

const notKept = (name: string, what: string): Finding =>
  error({
    id: "logs-not-covered",
    where: `coverage ${name}`,
    what,
    why: "its lines would end where nobody looks, unread and with whatever secrets they hold.",
    fix: "construct a LogMonitoring for each component of the system: the monitoring stack does.",
  });

const unsaid = ({ slice }: Unlogged): Finding =>
  error({
    id: "coverage-blank",
    where: `coverage ${slice}.logs`,
    what: `${slice} neither leads to what was logged nor says why nothing is.`,
    why: "whoever looks at its panels is left to search for the lines.",
    fix: 'lead it there with ledToLogs, or state why not: { noLogs: "…" }.',
  });

interface Blank extends Lack {
  readonly component: string;
  readonly column: LogColumn;
}

/** One finding for each artefact that is not there, however many components lack it. */
function blanks(rows: readonly LogRow[]): Finding[] {
  const all = rows.flatMap(({ component: { name }, answer }) =>
    "cells" in answer
      ? logColumns.flatMap((column) =>
          answer.cells[column].lacks.map((lack): Blank => ({ ...lack, component: name, column })),
        )
      : [],
  );
  return [...groupedBy(all, ({ column, what }) => [column, what].join("\n")).values()].flatMap(([first]) =>
    first
      ? [
          error({
            id: "coverage-blank",
            where: `coverage ${first.component}.${first.column}`,
            what: first.what,
            why: consequence[first.column],
            fix: first.fix,
          }),
        ]
      : [],
  );
}

const consequence: Readonly<Record<LogColumn, string>> = {
  collected: "its lines stay where they were written, and go with the pod or after three days.",
  stream: "its lines would be refused: none but our templates make data streams.",
  pipeline: "its lines would not be read, or keep the secrets that stand in them.",
  retention: "its lines would be kept for ever, or not long enough.",
  template: "its lines would be stored without pipeline and retention, or nobody could ask for a field of them.",
  view: "links from dashboards and notifications lead to a data view that Kibana does not have.",
  dashboard: "whoever looks at its logs begins with a search for the right question.",
  searches: "whoever looks at its logs begins with a search for the right question.",
  reader: "nobody but administrators could read its logs.",
  "from-metrics": "whoever is woken has to find the lines himself.",
  "to-metrics": "whoever reads lines cannot see how bad it is.",
  alert: "what only its logs tell, nobody is told.",
  owner: "its alerts reach nobody.",
};
