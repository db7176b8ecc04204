import { discoverUrl, shownInGrafana } from "../logs/discover";
import type { Field } from "../logs/field";
import type { Filter } from "../logs/filter";
import { is } from "../logs/filter";
import type { LogTarget } from "../logs/target";
import { askedIn, asksFor, labelledIn } from "./logged";
import type { Dashboard, Link, LinkedLabel, Panel, Query } from "./panel";
import { logSearchesOf } from "./panel";

/**
 * A dashboard each of whose panels leads to what was logged at the time that it shows, and its series to what has their
 * labels.
 */
export function withLogLinks(dashboard: Dashboard, target: LogTarget): Dashboard {
  const link = linkMaker(target);
  return {
    ...dashboard,
    rows: dashboard.rows.map((row) => ({ ...row, panels: mapped(row.panels, (panel) => linked(panel, target, link)) })),
  };
}

/**
 * A label in links of Grafana's series. They know no replacing: a value with a quote, an exclamation mark or a
 * backslash leads to Discover with its question lost, which Kibana says. Names of pods and levels have none of these,
 * those of routes and queues hardly ever.
 */
const ofSeries = (path: string): Placeholder => ({ read: `\${${path}}`, inAddress: `\${${path}:percentencode}` });

interface Placeholder {
  /** As titles have it, for people. */
  readonly read: string;
  readonly inAddress: string;
}

type LinkMaker = (title: string, filters: readonly Filter[]) => Link;

/** Panels of a dashboard share most of their links. */
function linkMaker(target: LogTarget): LinkMaker {
  const made = new Map<string, Link>();
  return (title, filters) => {
    const asked = asksFor(filters);
    const known = made.get(title + asked);
    if (known) return known;
    const link = { title, url: discoverUrl(target.view, asked, shownInGrafana) };
    made.set(title + asked, link);
    return link;
  };
}

function linked(panel: Panel, target: LogTarget, link: LinkMaker): Panel {
  const asked = logSearchesOf(panel).flatMap(({ search }) => askedIn(search));
  const labels = panel.kind === "table" ? [] : seriesLabels(panel.queries[0], target);
  const links: Panel["links"] = [
    ...panel.links,
    link("Logs", asked),
    ...(labels.length > 0
      ? [
          link(`Logs of ${labels.map(({ value }) => value.read).join(", ")}`, [
            ...asked,
            ...labels.map(({ field, value }) => is(field, value.inAddress)),
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
    const value = ofSeries("__value.raw");
    const own = link(`Logs of ${value.read}`, [is(field, value.inAddress)]);
    return { ...label, links: [...(label.links ?? []), own] };
  };

/** What tells the series of a panel apart, as links of these series name it. */
function seriesLabels(
  query: Query | undefined,
  target: LogTarget,
): { readonly field: Field; readonly value: Placeholder }[] {
  const labels = labelledIn(query, target);
  if (!query || "expr" in query)
    return labels.map(({ label, field }) => ({ field, value: ofSeries(`__field.labels.${label}`) }));
  // What an error says may hold any sign: that leads to all errors.
  if (query.search.kind === "first-seen") return [];
  /*
   * Whoever is no alert is not told the labels of a search, but the name that is made of them, where it has no other
   * (`nameFields` in pkg/tsdb/elasticsearch/field_namer.go).
   */
  return query.legend === "" ? labels.map(({ field }) => ({ field, value: ofSeries("__field.displayName") })) : [];
}

/** As many as there were, and one at least. */
const mapped = <T>([first, ...others]: readonly [T, ...T[]], each: (item: T) => T): readonly [T, ...T[]] => [
  each(first),
  ...others.map(each),
];
