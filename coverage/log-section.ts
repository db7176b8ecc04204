import type { LogColumn, LogRow, Unlogged } from "./log-matrix";
import { logColumns } from "./log-matrix";
import { blank, code, literal, table } from "./markdown-table";
import type { Matrix } from "./matrix";
import type { Cell } from "./cell";
import { storiesOf } from "./promised";

/** The logs of all components as a part of the page. */
export const logSection = ({ logs, unlogged }: Matrix): string[] => [
  "## Logs",
  "What every component writes, and what is made of it in Elasticsearch, Kibana and Grafana.",
  table(["component", ...logColumns.flatMap(headingsOf)], [...logs.map(logLine), ...unlogged.map(noLine)]),
];

/** Beside alerts, what they are trusted with. */
const headingsOf = (column: LogColumn): string[] => [headings[column], ...(column === "alert" ? ["stories"] : [])];

const headings: Readonly<Record<LogColumn, string>> = {
  collected: "collected by",
  stream: "data stream",
  pipeline: "pipelines",
  retention: "ILM policy",
  template: "template",
  view: "data view",
  dashboard: "dashboard",
  searches: "searches",
  reader: "role of readers",
  "from-metrics": "links from Grafana",
  "to-metrics": "links to Grafana",
  alert: "alerts",
  owner: "owner",
};

function logLine({ component: { name }, answer }: LogRow): string[] {
  if ("notHere" in answer) return [literal(name), literal(answer.notHere)];
  if ("lacking" in answer) return [literal(name), blank(answer.lacking)];
  const { cells, alerts } = answer;
  return [
    literal(name),
    ...logColumns.flatMap((column) => [
      cell(cells[column], forms[column] ?? literal),
      ...(column === "alert" ? [storiesOf(alerts).join("<br>")] : []),
    ]),
  ];
}

const noLine = ({ slice, because }: Unlogged): string[] => [
  literal(slice),
  because.trim() === "" ? blank("nobody says why there are none.") : `none: ${literal(because)}`,
];

const cell = ({ has, lacks }: Cell, form: (name: string) => string): string =>
  [...has.map(form), ...lacks.map(({ what }) => blank(what))].join("<br>");

const forms: Partial<Record<LogColumn, (name: string) => string>> = {
  collected: code,
  stream: code,
  pipeline: code,
  view: code,
  reader: code,
};
