import { checkUnit } from "../alerts/check";
import type { Finding } from "../findings/finding";
import { error, within } from "../findings/finding";
import { checkUid } from "../model/uid";
import { columns } from "./layout";
import type { Dashboard, Panel } from "./panel";
import { panelId, panelsOf, rowKey, unitOf } from "./panel";

/** Findings of what makes a dashboard hard to read, to link to or to keep. */
export const lintDashboard = (dashboard: Dashboard): Finding[] =>
  within(`dashboard ${dashboard.uid}`, [
    ...checkUid("uid", dashboard.uid),
    ...blanks("title", dashboard.title),
    ...duplicateIds(dashboard),
    ...panelsOf(dashboard).flatMap((panel) => within(`panel ${panel.key}`, lintPanel(panel))),
  ]);

const lintPanel = (panel: Panel): Finding[] => [
  ...blanks("title", panel.title),
  ...blanks("description", panel.description),
  ...[unitOf(panel), ...panel.queries.flatMap(({ unit }) => unit ?? [])].flatMap((unit) => checkUnit(unit)),
  ...(fitsGrid(panel) ? [] : [outsideGrid(panel)]),
];

const fitsGrid = ({ width, height }: Panel) =>
  Number.isInteger(width) && width >= 1 && width <= columns && Number.isInteger(height) && height >= 1;

const blanks = (where: string, text: string): Finding[] =>
  text.trim() === ""
    ? [
        error({
          id: "blank-text",
          where,
          what: `the ${where} is blank.`,
          why: "whoever is woken at night sees a graph and no word of what is normal.",
          fix: "say what it shows, what is normal, and what to do otherwise.",
        }),
      ]
    : [];

const outsideGrid = ({ width, height }: Panel): Finding =>
  error({
    id: "panel-outside-grid",
    where: "width",
    what: `the panel is ${width} wide and ${height} high; the grid has ${columns} columns.`,
    why: "Grafana moves such panels where it likes.",
    fix: `a whole width from 1 to ${columns}, a whole height of at least 1.`,
  });

function duplicateIds({ rows }: Dashboard): Finding[] {
  const ids = rows.flatMap((row) => [
    { where: rowKey(row), id: panelId(rowKey(row)) },
    ...row.panels.map(({ key }) => ({ where: `panel ${key}`, id: panelId(key) })),
  ]);
  const seen = new Map<number, string>();
  return ids.flatMap(({ where, id }) => {
    const earlier = seen.get(id);
    seen.set(id, where);
    return earlier === undefined
      ? []
      : error({
          id: "duplicate-panel",
          where,
          what: `it has the same id as the ${earlier}.`,
          why: "the id derives from the key of a panel and the title of a row; links of alerts would lead to either of them.",
          fix: "give each panel a key and each row a title of its own.",
        });
  });
}
