import { panelsOf } from "../dashboards/panel";
import type { LogContent } from "../logs/content";
import { leadsTo } from "../logs/discover";
import type { LogView } from "../logs/view";
import type { AnySlice } from "../slices/slice";
import type { BuiltApp } from "./app";
import type { Cell, Lack } from "./cell";

/** The ways between what is measured of a component in Grafana and what it logs, and back. */

interface LinkFacts {
  readonly app: BuiltApp;
  readonly built: { readonly content: LogContent };
  /** All that is about it or led to its lines, also its metrics. */
  readonly about: readonly AnySlice[];
}

export function fromMetrics({ app, built: { content }, about }: LinkFacts): Cell {
  const judged = about.map((slice) => ({ slice, lacks: notLed(slice, content.view, app) }));
  return {
    has: judged.filter(({ lacks }) => lacks.length === 0).map(({ slice }) => slice.name),
    lacks: judged.flatMap(({ lacks }) => lacks),
  };
}

/** Each panel and each alert has to lead there: whoever is woken begins with either. */
function notLed({ name, dashboard: { uid }, alerts }: AnySlice, view: LogView, app: BuiltApp): Lack[] {
  const leads = leadsTo(view);
  const built = app.dashboard(uid);
  const links = built ? panelsOf(built).map((panel) => panel.links) : [];
  const panelsLead = links.length > 0 && links.every((those) => those.some((link) => "url" in link && leads(link.url)));
  const fix = `let ${name} be led to its logs: ledToLogs does it for all panels and alerts.`;
  return [
    ...(panelsLead
      ? []
      : [{ what: `of the dashboard ${uid} not every panel leads to the data view ${view.id}.`, fix }]),
    ...alerts
      .filter(({ id }) => !leads(app.logsUrls.get(id) ?? ""))
      .map(({ id }) => ({ what: `the alert ${id} does not lead to the data view ${view.id}.`, fix })),
  ];
}

export function toMetrics({ app, built: { content }, about }: LinkFacts): Cell {
  const linked = new Set(content.dashboard.links.flatMap(({ url }) => /\/d\/([\w-]+)/.exec(url)?.[1] ?? []));
  const dangling = [...linked].filter((uid) => app.dashboard(uid) === undefined);
  const missing = about.map(({ dashboard }) => dashboard.uid).filter((uid) => !linked.has(uid));
  return {
    has: [...linked].filter((uid) => !dangling.includes(uid)),
    lacks: [
      ...dangling.map((uid) => ({
        what: `the dashboard ${content.dashboard.id} in Kibana leads to ${uid}, which this app does not build.`,
        fix: "make links of the slices that they lead to: linksBack does.",
      })),
      ...missing.map((uid) => ({
        what: `the dashboard ${content.dashboard.id} in Kibana does not lead back to ${uid}.`,
        fix: "hand all slices to LogMonitoring: it links those that are about the component.",
      })),
    ],
  };
}
