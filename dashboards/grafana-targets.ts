import type { DataSources } from "../alerts/grafana-steps";
import { stepsOf } from "../alerts/grafana-steps";
import { elasticsearchModel } from "../logs/grafana-query";
import { elasticsearchDuration } from "../units/text";
import type { LogSearch, MetricQuery, Panel } from "./panel";
import { refId } from "./panel";

/** Where to find what a dashboard refers to. */
export interface Places {
  readonly datasources: DataSources;
  /** Address at which this repository is read. */
  readonly repository: string;
}

export const prometheus = ({ datasources }: Places) => ({ type: "prometheus", uid: datasources.prometheus });
const elasticsearch = ({ datasources }: Places) => ({ type: "elasticsearch", uid: datasources.elasticsearch });
/** Grafana's name for targets that each name a data source of their own. */
const mixed = { type: "datasource", uid: "-- Mixed --" };

/** The data source of a panel: all its queries go to one, but where something is calculated. */
export function datasourceOf({ queries: [first] }: Panel, places: Places) {
  if ("expr" in first) return prometheus(places);
  return isCalculated(first) ? mixed : elasticsearch(places);
}

/** Whether what is shown of a search is calculated from its series. */
const isCalculated = ({ search }: LogSearch) => search.kind === "first-seen";

export const targets = (panel: Panel, places: Places): readonly object[] =>
  panel.queries.flatMap((query, at) =>
    "expr" in query ? [metricTarget(panel, query, at)] : logTargets(query, at, places),
  );

const metricTarget = (panel: Panel, { expr, legend }: MetricQuery, at: number) => ({
  refId: refId(at),
  expr,
  legendFormat: legend,
  ...(panel.kind === "table" || panel.kind === "stat" ? { instant: true } : { range: true }),
  ...(panel.kind === "table" && { format: "table" }),
  ...(panel.kind === "heatmap" && { format: "heatmap" }),
  ...(panel.kind === "timeseries" && panel.exemplars && { exemplar: true }),
});

/**
 * What is calculated, is calculated as in alerts, in steps of which only the last is shown: no other query stands
 * beside it.
 */
function logTargets(query: LogSearch, at: number, { datasources }: Places): object[] {
  if (!isCalculated(query)) return [{ refId: refId(at), alias: query.legend, ...elasticsearchModel(query.search) }];
  const steps = stepsOf(query.search, datasources);
  return steps.map(({ model }, n) => ({ ...model, ...(n < steps.length - 1 && { hide: true }) }));
}

/**
 * A panel's own time range: what is calculated is calculated from the same stretch of the past as in alerts, whatever
 * the dashboard shows.
 */
export const ownTime = ({ queries: [first] }: Panel) =>
  "search" in first && isCalculated(first) ? { timeFrom: elasticsearchDuration(first.search.over) } : {};

/**
 * A panel's own name for its series: one that is calculated is called as what tells it apart; others are, by
 * themselves.
 */
export const ownName = ({ queries: [first] }: Panel) =>
  "search" in first && first.search.kind === "first-seen"
    ? { displayName: `\${__field.labels["${first.search.of.name}"]}` }
    : {};
