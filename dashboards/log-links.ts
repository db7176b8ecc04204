import type { AnyAlert } from "../alerts/alert";
import { isOfLogs } from "../alerts/alert";
import type { TimeRange } from "../logs/discover";
import { discoverUrl, lastHour, shownInGrafana } from "../logs/discover";
import type { Filter } from "../logs/filter";
import { all, is, kql } from "../logs/filter";
import type { Field } from "../logs/field";
import type { LogQuery } from "../logs/query";
import type { LogTarget } from "../logs/target";
import type { Dashboard, Link, LinkedLabel, Panel, Query } from "./panel";
import { logSearchesOf, panelsOf } from "./panel";

/** A dashboard each of whose panels leads to what was logged at the time that it shows, and its series to what has their labels. */
export function withLogLinks(dashboard: Dashboard, target: LogTarget): Dashboard {
  const link = linkMaker(target);
  return {
    ...dashboard,
    rows: dashboard.rows.map((row) => ({ ...row, panels: mapped(row.panels, (panel) => linked(panel, target, link)) })),
  };
}

/** Where an alert leads: to the last hour of what has the labels of its instance. */
export function logsUrlOf(alert: AnyAlert, dashboard: Dashboard, target: LogTarget): string {
  const panel = panelsOf(dashboard).find(({ key }) => key === alert.kind);
  const labels = labelledIn(panel?.queries[0], target).map(({ label, field }) => is(field, ofInstance(label)));
  return urlOf(target, [...askedIn(alert.value), ...labels], lastHour);
}

/** In templates of Grafana's alerts. Names of fields have dots, which only `index` takes; in backticks, for quotes would be escaped. */
const ofInstance = (label: string) => `{{ index $labels \`${label}\` | urlquery }}`;

/** In links of Grafana's series, as lodash reads paths. */
const ofSeries = (label: string) => `__field.labels${/^\w+$/.test(label) ? `.${label}` : `['${label}']`}`;

type LinkMaker = (title: string, filters: readonly Filter[]) => Link;

/** Panels of a dashboard share most of their links. */
function linkMaker(target: LogTarget): LinkMaker {
  const made = new Map<string, Link>();
  return (title, filters) => {
    const url = urlOf(target, filters, shownInGrafana);
    const known = made.get(title + url);
    if (known) return known;
    const link = { title, url };
    made.set(title + url, link);
    return link;
  };
}

function linked(panel: Panel, target: LogTarget, link: LinkMaker): Panel {
  const asked = logSearchesOf(panel).flatMap(({ search }) => askedIn(search));
  const labels = panel.kind === "table" ? [] : labelledIn(panel.queries[0], target);
  const links: Panel["links"] = [
    ...panel.links,
    link("Logs", asked),
    ...(labels.length > 0
      ? [
          link(`Logs of ${labels.map(({ label }) => `\${${ofSeries(label)}}`).join(", ")}`, [
            ...asked,
            ...labels.map(({ label, field }) => is(field, `\${${ofSeries(label)}:percentencode}`)),
          ]),
        ]
      : []),
  ];
  if (panel.kind !== "table") return { ...panel, links };
  const cell = linkedLabel(target, link);
  return {
    ...panel,
    links,
    rowLabel: cell(panel.rowLabel),
    ...(panel.moreLabels && { moreLabels: panel.moreLabels.map(cell) }),
  };
}

const linkedLabel =
  (target: LogTarget, link: LinkMaker) =>
  (label: LinkedLabel): LinkedLabel => {
    const field = target.fields[label.name];
    if (!field) return label;
    const own = link("Logs of ${__value.raw}", [is(field, "${__value.raw:percentencode}")]);
    return { ...label, links: [...(label.links ?? []), own] };
  };

interface Labelled {
  readonly label: string;
  readonly field: Field;
}

/** The labels by which a query tells its series apart, as its legend names them, that a field of the logs holds as well. */
function labelledIn(query: Query | undefined, { fields }: LogTarget): Labelled[] {
  if (!query) return [];
  if ("search" in query) {
    const by = query.search.kind === "new-values" ? query.search.of : query.search.by;
    return by ? [{ label: by.name, field: by }] : [];
  }
  return Array.from(query.legend.matchAll(/\{\{\s*(\w+)\s*\}\}/g), ([, label = ""]) => label).flatMap((label) => {
    const field = fields[label];
    return field ? [{ label, field }] : [];
  });
}

const askedIn = (value: AnyAlert["value"] | LogQuery): Filter[] => (isOfLogs(value) ? [value.filter] : []);

const urlOf = ({ view }: LogTarget, [first, ...others]: readonly Filter[], range: TimeRange): string =>
  discoverUrl(view, first ? kql(all(first, ...others)) : "", range);

/** As many as there were, and one at least. */
const mapped = <T>([first, ...others]: readonly [T, ...T[]], each: (item: T) => T): readonly [T, ...T[]] => [
  each(first),
  ...others.map(each),
];
