import type { DeployedDashboard, DeployedPanel, DeployedQuery } from "../deployed/dashboards";
import { dashboardOf } from "../deployed/dashboards";
import { keysOf, textChange } from "./alerts";
import type { Change } from "./change";
import { changeOf } from "./change";
import { changed } from "./context";
import { queryChange } from "./query";
import type { Block, Paired } from "./resources";
import { differing, isTree } from "./tree";

/** What changes about a dashboard; nothing about anything else. */
export function dashboardChanges({ type, before, after, of }: Paired): Change[] {
  if (type !== "grafana_dashboard") return [];
  const mine = of && { of: of.name };
  const [old, now] = [before && read(before), after && read(after)];
  if (old && now) {
    if (before?.config_json === after?.config_json) return [];
    return betweenDashboards(old, now).map((change) => ({ ...change, ...mine }));
  }
  const whole = now ?? old;
  if (!whole) return [];
  const count = whole.panels.length;
  return [
    {
      section: "panels",
      kind: now ? "added" : "removed",
      subject: whole.title,
      detail: `${count} ${count === 1 ? "panel" : "panels"}`,
      ...mine,
    },
  ];
}

const read = (block: Block): DeployedDashboard =>
  dashboardOf({ config_json: block.config_json as string, folder: block.folder as string });

function betweenDashboards(old: DeployedDashboard, now: DeployedDashboard): Change[] {
  const about = { section: "panels", subject: now.title } as const;
  const pairs = panelPairs(old.panels, now.panels);
  const moved = pairs.filter(
    ([one, other]) => one && other && differing(one.json.gridPos, other.json.gridPos).length > 0,
  ).length;
  const changes = [
    ...changeOf({ ...about, what: "title" }, old.title, now.title),
    ...pairs.flatMap(([one, other]) => panelChanges(now.title, one, other)),
    ...differing(old.settings, now.settings).map((leaf) =>
      changed({ ...about, what: leaf.path }, leaf.before, leaf.after),
    ),
  ];
  // Where panels come or go others make room.
  const isPushed = changes.some(({ kind, what }) => kind !== "changed" && what === undefined);
  return moved === 0 || isPushed
    ? changes
    : [...changes, { ...about, kind: "changed", what: "layout", detail: `${moved} panels stand elsewhere` }];
}

type PanelPair = readonly [DeployedPanel | undefined, DeployedPanel | undefined];

/** By their ids, and else by their titles: an id is made of what a panel is called in the code. */
function panelPairs(olds: readonly DeployedPanel[], news: readonly DeployedPanel[]): PanelPair[] {
  const byId = new Map(olds.map((panel) => [panel.id, panel]));
  const known = new Set(news.map(({ id }) => id));
  const gone = olds.filter(({ id }) => !known.has(id));
  const pairs = news.map((panel): PanelPair => {
    const same = byId.get(panel.id);
    if (same) return [same, panel];
    const at = gone.findIndex(({ title, kind }) => title === panel.title && kind === panel.kind);
    return [at < 0 ? undefined : gone.splice(at, 1)[0], panel];
  });
  return [...pairs, ...gone.map((panel): PanelPair => [panel, undefined])];
}

function panelChanges(dashboard: string, old: DeployedPanel | undefined, now: DeployedPanel | undefined): Change[] {
  const panel = now ?? old;
  if (!panel) return [];
  const about = { section: "panels", subject: `${dashboard} › ${panel.title}` } as const;
  if (!old || !now) return [{ ...about, kind: now ? "added" : "removed", detail: panel.kind }];
  const [before, after] = [queriesOf(old), queriesOf(now)];
  return [
    ...changeOf({ ...about, what: "title" }, old.title, now.title),
    ...changeOf({ ...about, what: "kind" }, old.kind, now.kind),
    ...changeOf({ ...about, what: "unit" }, old.unit, now.unit),
    ...textChange({ ...about, what: "description" }, textOf(old.json.description), textOf(now.json.description)),
    ...keysOf(before, after).flatMap((ref) => {
      const [one, other] = [before[ref], after[ref]];
      const what = `query ${ref}`;
      return one && other
        ? queryChange({ subject: about.subject, what }, one.text, other.text)
        : changeOf({ ...about, section: "queries", what }, one?.text, other?.text);
    }),
    ...differing(restOf(old), restOf(now)).map((leaf) =>
      changed({ ...about, what: leaf.path }, leaf.before, leaf.after),
    ),
  ];
}

const queriesOf = ({ queries }: DeployedPanel): Readonly<Record<string, DeployedQuery>> =>
  Object.fromEntries(queries.map((query) => [query.refId, query]));

/** What has no words of its own. */
function restOf({ json, queries }: DeployedPanel): object {
  const rest = Object.fromEntries(Object.entries(json).filter(([key]) => !told.includes(key)));
  return {
    ...rest,
    fieldConfig: withoutUnit(json.fieldConfig),
    // A query that came or went is told as a whole.
    targets: Object.fromEntries(
      queries.map(({ refId, target }) => [
        refId,
        { ...target, expr: undefined, query: undefined, expression: undefined },
      ]),
    ),
  };
}

const told = ["id", "title", "type", "description", "gridPos", "fieldConfig", "targets"];

const withoutUnit = (config: unknown): unknown => {
  if (!isTree(config) || !isTree(config.defaults)) return config;
  return { ...config, defaults: { ...config.defaults, unit: undefined } };
};

const textOf = (value: unknown): string | undefined => (typeof value === "string" ? value : undefined);
