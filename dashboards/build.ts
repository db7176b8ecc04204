import type { Expr } from "../promql/ast";
import { printLine } from "../promql/print";
import type { SignalKind } from "../signals/signal";
import type { Unit } from "../units/unit";
import { overviewLink } from "./links";
import type { LogQuery } from "../logs/query";
import type { HeatmapPanel, LogSearch, MetricQuery, Panel, StatPanel, TablePanel, TimeSeriesPanel } from "./panel";

/** What a panel says for itself; size, title, link and the sentence on what is normal have defaults. */
type Facts<P extends Panel> = Omit<
  P,
  "kind" | "shows" | "key" | "title" | "description" | "width" | "height" | "links"
> &
  Partial<Pick<P, "title" | "description" | "width" | "height" | "links">>;

const panel =
  <P extends Panel>(kind: P["kind"], width: number, height: number) =>
  (key: string, shows: SignalKind, { description, ...facts }: Facts<P>): P =>
    // The parts are those of P: TypeScript can't put a type parameter together again.
    ({
      kind,
      key,
      shows,
      title: shows.title,
      width,
      height,
      links: [overviewLink],
      ...facts,
      description: [description, shows.normally].filter(Boolean).join(" "),
    }) as unknown as P;

/** A panel of one number, a quarter of the width. */
export const stat = panel<StatPanel>("stat", 6, 4);
/** A panel of values over time, a third of the width. */
export const graph = panel<TimeSeriesPanel>("timeseries", 8, 8);
export const heatmapPanel = panel<HeatmapPanel>("heatmap", 8, 8);
/** A table, over the whole width. */
export const table = panel<TablePanel>("table", 24, 9);

export const query = (legend: string, { expr }: { readonly expr: Expr }, unit?: Unit): MetricQuery => ({
  legend,
  expr: printLine(expr),
  ...(unit && { unit }),
});

/** A query of a panel that Elasticsearch is asked. */
export const search = (legend: string, asked: LogQuery): LogSearch => ({ legend, search: asked });
