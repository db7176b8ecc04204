import { groupedBy } from "../findings/grouped";
import type { LogArtefact } from "../logs/artefacts";
import { logArtefacts } from "../logs/artefacts";
import type { LogContent } from "../logs/content";
import { logName } from "../logs/names";
import { redaction } from "../logs/redaction";
import type { Component } from "../model/component";
import type { AnySlice } from "../slices/slice";
import { durationText } from "../units/text";
import type { BuiltApp } from "./app";
import type { Built, BuiltLogs } from "./built";
import { ownerOf, uncollected, unheard } from "./lacks";
import { fromMetrics, toMetrics } from "./log-links";
import type { LogCells, LogRow, Unlogged } from "./log-matrix";
import type { Cell, Lack } from "./cell";

/** The logs of all components, each with what was built for them. */
export function logRows({ components, logs, slices }: Built, app: BuiltApp): LogRow[] {
  const kept = new Map(logs.map((one) => [one.content.component.name, one]));
  const byName = new Map(slices.map((slice) => [slice.name, slice]));
  const about = groupedBy(slices, ({ of }) => of);
  const led = groupedBy(slices, ({ logs: to }) => ("view" in to ? to.view.id : undefined));
  return components.map(({ component, notHere }): LogRow => {
    if (notHere !== undefined) return { component, answer: { notHere } };
    const built = kept.get(component.name);
    const slice = byName.get(logName(component));
    if (!built || !slice)
      return {
        component,
        answer: { lacking: `nothing keeps the logs of ${component.name}: there is no LogMonitoring.` },
      };
    const all = new Set([...(about.get(component.name) ?? []), ...(led.get(built.content.view.id) ?? [])]);
    return { component, answer: cellsOf({ app, component, built, slice, about: [...all] }) };
  });
}

/** Slices without logs: what has neither logs nor a component of its name has to say why. */
export const unlogged = ({ slices }: Built): Unlogged[] =>
  slices.flatMap(({ name, logs }) => ("noLogs" in logs ? [{ slice: name, because: logs.noLogs }] : []));

interface Facts {
  readonly app: BuiltApp;
  readonly component: Component;
  readonly built: BuiltLogs;
  /** What is counted of its lines. */
  readonly slice: AnySlice;
  /** All that is about it or led to its lines, also its metrics. */
  readonly about: readonly AnySlice[];
}

function cellsOf(facts: Facts): LogCells {
  const artefacts = Object.fromEntries(logArtefacts.map((artefact) => [artefact, artefactCell(artefact, facts)]));
  return {
    cells: {
      ...(artefacts as Record<LogArtefact, Cell>),
      collected: collected(facts),
      "from-metrics": fromMetrics(facts),
      "to-metrics": toMetrics(facts),
      alert: alert(facts),
      owner: ownerOf(facts),
    },
    alerts: deployed(facts),
  };
}

const deployed = ({ app, slice }: Pick<Facts, "app" | "slice">) =>
  slice.alerts.filter(({ id }) => app.alertIds.has(id));

function artefactCell(artefact: LogArtefact, { built: { content, has }, component }: Facts): Cell {
  const names = has.has(artefact) ? namesOf[artefact](content) : [];
  return { has: names, lacks: names.length > 0 ? [] : [incomplete(component, artefact)] };
}

/** What there is of each, none where it is there and empty. */
const namesOf: Readonly<Record<LogArtefact, (content: LogContent) => string[]>> = {
  stream: ({ dataStream }) => [dataStream],
  pipeline: ({ pipelines }) => [...pipelines, redaction].map(({ name }) => name),
  retention: ({ lifecycle }) => [`${lifecycle.name}: deleted after ${durationText(lifecycle.delete.minAge)}`],
  template: ({ template: { name, composedOf }, fields }) =>
    fields.length > 0 ? [`${name}: ${composedOf.join(" + ")}, ${fields.length} fields`] : [],
  view: ({ view }) => [view.id],
  dashboard: ({ dashboard: { title, panels } }) => (panels.length > 0 ? [`${title}, ${panels.length} panels`] : []),
  searches: ({ searches }) => searches.map(({ title }) => title),
  reader: ({ component }) => [logName(component)],
};

const words: Readonly<Record<LogArtefact, string>> = {
  stream: "data stream",
  pipeline: "pipeline",
  retention: "lifecycle policy",
  template: "template",
  view: "data view",
  dashboard: "dashboard in Kibana",
  searches: "saved searches",
  reader: "role of readers",
};

const incomplete = ({ name }: Component, artefact: LogArtefact): Lack => ({
  what: `the ${words[artefact]} of ${name} ${artefact === "searches" ? "are" : "is"} not whole, or not in this app.`,
  fix: "leave in the tree what LogMonitoring and LogStore have made: part-missing names it.",
});

function collected({ app, component }: Facts): Cell {
  const has = app.collectorsOf(component.name);
  return { has, lacks: has.length > 0 ? [] : [uncollected(component)] };
}

function alert({ app, slice }: Facts): Cell {
  return {
    has: deployed({ app, slice }).map(({ id, severity }) => `${id} (${severity})`),
    lacks:
      slice.alerts.length === 0
        ? [{ what: `no alert of ${slice.name} watches any line.`, fix: "add one in alerts/logs/." }]
        : slice.alerts.filter(({ id }) => !app.alertIds.has(id)).map(unheard),
  };
}
