import type { Finding } from "../../findings/finding";
import { error, errorUnless, within } from "../../findings/finding";
import { repeated } from "../../findings/repeated";
import { units } from "../../units/unit";
import type { Field } from "../field";
import type { LogDashboard, LogLink, LogPanel, SavedSearch } from "../panel";
import { checkQuestion, checkSearched } from "./check-question";
import { columns } from "./layout";

export interface Shown {
  readonly dashboard: LogDashboard;
  readonly searches: readonly SavedSearch[];
  /** All fields that are indexed of what dashboard and searches are about. */
  readonly fields: readonly Field[];
}

/** Findings of what Kibana imports without a word although nothing, or the wrong thing, would be seen. */
export const checkLogDashboard = ({ dashboard, searches, fields }: Shown): Finding[] => [
  ...within(`log dashboard ${dashboard.id}`, [
    ...checkText("title", dashboard.title),
    ...repeated(dashboard.panels, ({ key }) => key).map(keyTwice),
    ...dashboard.links.flatMap(checkLink),
    ...dashboard.panels.flatMap((panel) => within(`panel ${panel.key}`, checkPanel(panel, fields))),
  ]),
  ...repeated(searches, ({ id }) => id).map(searchTwice),
  ...searches.flatMap((search) => within(`search ${search.id}`, checkSearch(search, fields))),
];

const checkPanel = (panel: LogPanel, fields: readonly Field[]): Finding[] => [
  ...checkText("title", panel.title),
  ...checkText("description", panel.description),
  ...panel.query.measures.flatMap(({ title, unit }, at) =>
    within(`measures[${at}]`, [...checkText("title", title), ...checkUnit(unit)]),
  ),
  ...errorUnless(fitsGrid(panel), {
    id: "panel-outside-grid",
    where: "width",
    what: `the panel is ${panel.width} wide and ${panel.height} high; the grid has ${columns} columns.`,
    why: "Kibana draws it over others, or over the edge.",
    fix: `a whole width from 1 to ${columns}, a whole height of at least 1.`,
  }),
  ...checkQuestion(panel, fields),
];

const checkSearch = (search: SavedSearch, fields: readonly Field[]): Finding[] => [
  ...checkText("title", search.title),
  ...checkText("description", search.description),
  ...checkSearched("filter", search.filter, fields),
];

const fitsGrid = ({ width, height }: LogPanel): boolean =>
  Number.isInteger(width) && width >= 1 && width <= columns && Number.isInteger(height) && height >= 1;

const checkText = (where: string, text: string): Finding[] =>
  errorUnless(text.trim() !== "", {
    id: "blank-text",
    where,
    what: `the ${where} is blank.`,
    why: "whoever is woken at night sees numbers and no word of what is normal.",
    fix: "say what it shows, what is normal, and what to do otherwise.",
  });

/** Also for units that come from a cast: a type is no guard against data. */
const checkUnit = (unit: string | undefined): Finding[] =>
  errorUnless(unit === undefined || Object.hasOwn(units, unit), {
    id: "unknown-unit",
    where: "unit",
    what: `"${unit}" is no unit.`,
    why: "the number would stand without one.",
    fix: `use one of ${Object.keys(units).join(", ")}, or add it to units/unit.ts.`,
  });

const checkLink = ({ title, url }: LogLink, at: number): Finding[] =>
  within(`links[${at}]`, [
    ...checkText("title", title),
    ...errorUnless(/^https?:\/\/\S+$/.test(url), {
      id: "link-without-address",
      where: "url",
      what: `"${url}" is no address that begins with http:// or https://.`,
      why: "Kibana would look for it within itself.",
      fix: "make it of the address of what it leads to: elk.kibana.url, grafana.url.",
    }),
  ]);

const keyTwice = ({ key }: LogPanel): Finding =>
  error({
    id: "duplicate-panel",
    where: `panel ${key}`,
    what: "another panel has the same key.",
    why: "Kibana tells panels apart by it, and shows one of the two.",
    fix: "give each panel a key of its own.",
  });

const searchTwice = ({ id }: SavedSearch): Finding =>
  error({
    id: "duplicate-search",
    where: `search ${id}`,
    what: "another search has the same id.",
    why: "the later one takes the place of the earlier, and links lead to either.",
    fix: "give each search an id of its own.",
  });
