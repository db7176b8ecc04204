import type { SignalKind } from "../signals/signal";
import type { AnySlice } from "../slices/slice";
import type { ShownPanel } from "./app";
import type { Facts } from "./facts";
import { ownerOf, unheard } from "./lacks";
import type { Column } from "./matrix";
import type { Cell, Lack } from "./cell";
import type { Sources } from "./sources";
import { constant, contract, exporter, sourcesOf } from "./sources";

export function cellsOf(facts: Facts): Record<Column, Cell> {
  const sources = sourcesOf(facts);
  return {
    exporter: exporter(facts, sources),
    contract: contract(facts, sources),
    recorded: recorded(facts, sources),
    panel: panel(facts),
    alert: alert(facts),
    runbook: runbook(facts),
    owner: ownerOf(facts),
  };
}

function recorded({ app, slice, signal, isPlanned }: Facts, { contracts, fields }: Sources): Cell {
  const { series } = signal;
  const unrecorded =
    fields.length > 0 ? "counted when it is asked for" : contracts.length > 0 ? "queried as it is exported" : constant;
  const missing = new Set(series.filter((one) => !app.recorded.has(one)).map(({ metric }) => metric.name));
  return {
    has: [...new Set(series.filter((one) => app.recorded.has(one)).map(({ metric }) => metric.name))],
    ...(series.length === 0 && { because: unrecorded }),
    lacks:
      isPlanned && series.length === 0
        ? [neverRecorded(slice, signal)]
        : Array.from(missing, (name) => unwrittenSeries(slice, name)),
  };
}

const unwrittenSeries = ({ name: slice }: AnySlice, name: string): Lack => ({
  what: `${slice} promises ${name}, and no recording rule of this app writes it.`,
  fix: "hand the signals of the slice to its RecordingRules, all of them: addSliceContent does.",
});

const neverRecorded = (slice: AnySlice, { id }: SignalKind): Lack => ({
  what: `${slice.name} records no series of ${id}, which the plan orders.`,
  fix: "record it under the labels of the plan: recordAs(metric, value) in its signal.",
});

function panel({ app, slice, signal, panels }: Facts): Cell {
  const own = slice.dashboard.uid;
  const keys = app.panelKeys(own);
  const built = panels.filter(({ panel, dashboard }) => dashboard.uid !== own || keys?.has(panel.key) === true);
  return {
    has: [...new Set(built.map((one) => titleOf(one, own)))],
    lacks:
      panels.length === 0
        ? [unseen(slice, signal)]
        : panels.filter((one) => !built.includes(one)).map(({ panel }) => notBuilt(own, keys && panel.key)),
  };
}

const titleOf = ({ panel, dashboard }: ShownPanel, own: string) =>
  dashboard.uid === own ? panel.title : `${dashboard.title} › ${panel.title}`;

const unseen = ({ dashboard }: AnySlice, { id }: SignalKind): Lack => ({
  what: `no panel of the dashboard ${dashboard.uid} shows ${id} or queries its recorded series.`,
  fix: "add one in dashboards/, or take the signal away.",
});

const notBuilt = (uid: string, key: string | undefined): Lack => ({
  what:
    key === undefined
      ? `the dashboard ${uid} is not built in this app.`
      : `the dashboard ${uid} was built without its panel "${key}".`,
  fix: "hand the slice's dashboard to its ContentDashboard, as it is: addSliceContent does.",
});

function alert({ app, slice, signal, alerts }: Facts): Cell {
  const { id, noAlert = "", judgedBy } = signal;
  const because = alerts.length === 0 ? noAlert.trim() : judgedBy && `judged by ${judgedBy}`;
  return {
    has: alerts.filter((rule) => app.alertIds.has(rule.id)).map((rule) => `${rule.id} (${rule.severity})`),
    ...(because && { because }),
    lacks:
      alerts.length === 0 && !because
        ? [unwatched(slice, judgedBy ?? id)]
        : alerts.filter((rule) => !app.alertIds.has(rule.id)).map(unheard),
  };
}

const unwatched = (slice: AnySlice, id: string): Lack => ({
  what: `no alert of ${slice.name} watches ${id}.`,
  fix: 'add one in alerts/, or say in the signal why none is needed: noAlert: "…", or judgedBy another signal.',
});

function runbook({ app, alerts }: Facts): Cell {
  const kinds = [...new Set(alerts.map(({ kind }) => kind))];
  return {
    has: kinds.filter((kind) => app.runbooks.has(`${kind}.md`)),
    ...(kinds.length === 0 && { because: "no alert" }),
    lacks: kinds.filter((kind) => !app.runbooks.has(`${kind}.md`)).map(unwritten),
  };
}

const unwritten = (kind: string): Lack => ({
  what: `docs/runbooks/${kind}.md does not exist.`,
  fix: `write runbooks/${kind}.md beside the alert, in its folder of alerts/, then npm run runbooks.`,
});
