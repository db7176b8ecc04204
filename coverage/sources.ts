import { isOfLogs, isOfMetrics } from "../alerts/alert";
import { logSearchesOf, metricQueriesOf } from "../dashboards/panel";
import { fieldsOfQuery } from "../logs/query";
import type { Expr } from "../promql/ast";
import { parse } from "../promql/parse";
import type { MetricContract } from "../signals/contracts/contract";
import type { Facts } from "./facts";
import { uncollected } from "./lacks";
import type { Cell } from "./cell";

/** Where the values of a signal come from. */
export interface Sources {
  readonly contracts: readonly MetricContract[];
  /** Metrics that no contract has. */
  readonly unknown: readonly string[];
  /** Names of the fields of lines that are counted. */
  readonly fields: readonly string[];
}

export function sourcesOf(facts: Facts): Sources {
  const metrics = facts.rawMetricsOf(expressionsOf(facts));
  const raw = metrics.map((metric) => ({ metric, contract: facts.app.contractOf(metric) }));
  return {
    contracts: [...new Set(raw.flatMap(({ contract }) => contract ?? []))],
    unknown: raw.flatMap(({ metric, contract }) => (contract ? [] : [metric])),
    fields: fieldsAskedOf(facts),
  };
}

function fieldsAskedOf({ alerts, panels }: Facts): string[] {
  const ofAlerts = alerts.flatMap(({ value }) => (isOfLogs(value) ? [value] : []));
  const ofPanels = panels.flatMap(({ panel }) => logSearchesOf(panel).map(({ search }) => search));
  return [...new Set([...ofAlerts, ...ofPanels].flatMap(fieldsOfQuery).map(({ name }) => name))];
}

/** Where nothing is recorded, what alerts evaluate; where there is no alert, what panels show. */
function expressionsOf({ signal, alerts, panels }: Facts): Expr[] {
  if (signal.series.length > 0) return signal.series.map(({ expr }) => expr);
  if (alerts.length > 0) return alerts.filter(isOfMetrics).map(({ value }) => value);
  return panels.flatMap(({ panel }) =>
    metricQueriesOf(panel).flatMap(({ expr }) => {
      const parsed = parse(expr);
      return "expr" in parsed ? [parsed.expr] : [];
    }),
  );
}

export function exporter({ app, slice, signal }: Facts, { contracts, unknown, fields }: Sources): Cell {
  if (fields.length > 0) return collector(app.collectorsOf(slice.of), slice.of);
  if (contracts.length === 0) return { has: [], because: unknown.length > 0 ? "of no contract" : constant, lacks: [] };
  const bringing = contracts.map((contract) => ({ contract, exporters: app.exportersOf(contract, slice, signal) }));
  return {
    // One may bring several contracts.
    has: [...new Set(bringing.flatMap(({ exporters }) => exporters.map(({ at }) => at)))],
    lacks: bringing
      .filter(({ exporters }) => exporters.length === 0)
      .map(({ contract }) => ({
        what: `nothing in this app brings the ${contract.exporter}${app.exportersOf(contract).length > 0 ? ` for ${slice.of}` : ""}.`,
        fix: "construct an exporter whose exports() state this contract, of this thing.",
      })),
  };
}

/** Of lines: whoever fetches them is their exporter. */
const collector = (has: readonly string[], name: string): Cell => ({
  has,
  lacks: has.length > 0 ? [] : [uncollected({ name })],
});

/** Says what is read from nobody: a rule writes it, or an alert compares it, as it is. */
export const constant = "a constant";

export function contract({ app, slice }: Facts, { contracts, unknown, fields }: Sources): Cell {
  const mapped = app.fieldsOf(slice.of);
  return {
    has: [...contracts.map(({ exporter, version }) => `${exporter} (${version})`), ...fields],
    ...(contracts.length + unknown.length + fields.length === 0 && { because: constant }),
    lacks: [
      ...unknown.map((metric) => ({
        what: `no contract states the metric ${metric}.`,
        fix: "state it in signals/contracts/, as the exporter's pinned version really emits it.",
      })),
      ...fields
        .filter((field) => mapped?.has(field) !== true)
        .map((field) => ({
          what: `no line of ${slice.of} can be asked for ${field}.`,
          fix: "add it to the fields of its kind, logs/<kind>/fields.ts, and let the pipeline fill it.",
        })),
    ],
  };
}
