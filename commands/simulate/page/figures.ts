import type { Outcome, Row } from "../outcome";
import { hasFired } from "../outcome";
import { saysText, severityText } from "../words/row";
import { clockText } from "../words/time";
import { text } from "./markup";
import { valueChart } from "./value-chart";

/**
 * Figures of what alerts said when they were told first, and what they judged: all pages, and of the others those that
 * fire first.
 */
export function figures(outcome: Outcome): string[] {
  const fired = outcome.rows.filter(hasFired);
  const shown = [...fired].sort((one, other) => Number(wakes(other)) - Number(wakes(one))).slice(0, mostFigures);
  const left = fired.length - shown.length;
  return [
    ...fired.filter((row) => shown.includes(row)).map((row) => figure(row, outcome)),
    ...(left > 0 ? [`<p>${left} more fired, and are not drawn.</p>`] : []),
  ];
}

const mostFigures = 12;

const wakes = ({ told }: Row): boolean => told?.wakes ?? false;

const figure = (row: Row, outcome: Outcome): string =>
  `<figure><figcaption><b>${severityText(row)}</b> ${text(row.history.alert.title)}</figcaption>
${said(row)}${valueChart(row, outcome)}</figure>`;

function said(row: Row): string {
  const { told } = row;
  if (told?.summary === undefined) return "";
  const suspects = told.lookFirst?.split("\n").map((suspect) => `<li>${text(suspect)}</li>`) ?? [];
  const first = suspects.length === 0 ? "" : `<div class="first">Look first:<ul>${suspects.join("")}</ul></div>\n`;
  return `<blockquote><p><b>${clockText(told.at)} ${text(told.contactPoint)}</b> ${text(saysText(row))}</p>${first}</blockquote>\n`;
}
