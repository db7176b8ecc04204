/** All links of the stacks of an environment, as synthesized. */
import type { SynthesizedResource, SynthesizedStack } from "../synthesized";
import { resourcesOf, rulesOf } from "../synthesized";

export interface FoundLink {
  /** Whose it is: `dashboard red-shop-api › Requests`. */
  readonly where: string;
  readonly url: string;
  /** In whose placeholders it is written. */
  readonly by: "alert" | "data view" | "panel" | "nobody";
}

export const linksOf = (stack: SynthesizedStack): FoundLink[] => [
  ...resourcesOf(stack, "grafana_dashboard").flatMap(([, resource]) => linksOfDashboard(resource)),
  ...resourcesOf(stack, "grafana_rule_group").flatMap(([, group]) => linksOfRules(group)),
  ...resourcesOf(stack, "elasticstack_kibana_data_view").flatMap(([, resource]) => linksOfDataView(resource)),
  ...resourcesOf(stack, "elasticstack_kibana_import_saved_objects").flatMap(([name, { file_contents: objects }]) =>
    linksWithin(readLines(String(objects))).map((url): FoundLink => ({ where: `Kibana ${name}`, url, by: "nobody" })),
  ),
];

/** Wherever in a dashboard Grafana lets a link stand: it is a `url` beside a `title`. */
function linksOfDashboard({ config_json: json }: SynthesizedResource): FoundLink[] {
  const dashboard = JSON.parse(String(json)) as Dashboard;
  const within = (where: string, part: unknown) =>
    linksWithin(part).map((url): FoundLink => ({ where, url, by: "panel" }));
  return [
    ...within(`dashboard ${dashboard.uid}`, dashboard.links),
    ...dashboard.panels.flatMap((panel) => within(`dashboard ${dashboard.uid} › ${panel.title}`, panel)),
  ];
}

interface Dashboard {
  readonly uid: string;
  readonly links: unknown;
  readonly panels: readonly { readonly title: string }[];
}

const linksOfRules = (group: SynthesizedResource): FoundLink[] =>
  rulesOf(group).flatMap((rule) => {
    const notes = rule.annotations as Annotations;
    const where = `alert ${rule.uid}`;
    return [
      { where, url: `/d/${notes.__dashboardUid__}?viewPanel=${notes.__panelId__}`, by: "nobody" as const },
      { where, url: notes.runbook_url, by: "nobody" as const },
      ...(notes.logs_url === undefined ? [] : [{ where, url: notes.logs_url, by: "alert" as const }]),
    ];
  });

interface Annotations {
  readonly __dashboardUid__: string;
  readonly __panelId__: string;
  readonly runbook_url: string;
  readonly logs_url?: string;
}

function linksOfDataView({ data_view: view }: SynthesizedResource): FoundLink[] {
  const { id, field_formats: formats = {} } = view as DataView;
  return Object.entries(formats).flatMap(([field, { params }]) =>
    params.urltemplate === undefined
      ? []
      : [{ where: `data view ${id} › ${field}`, url: params.urltemplate, by: "data view" as const }],
  );
}

interface DataView {
  readonly id: string;
  readonly field_formats?: Readonly<Record<string, { readonly params: { readonly urltemplate?: string } }>>;
}

const readLines = (ndjson: string): unknown[] =>
  ndjson
    .trimEnd()
    .split("\n")
    .map((line): unknown => JSON.parse(line));

/** Also in JSON within JSON. */
function linksWithin(part: unknown): string[] {
  if (typeof part === "string") return /^[[{]/.test(part) ? linksWithin(parsed(part)) : [];
  if (typeof part !== "object" || part === null) return [];
  return Object.entries(part).flatMap(([key, value]) =>
    (key === "url" || key === "destination") && typeof value === "string" ? [value] : linksWithin(value),
  );
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // A text for people may begin with a bracket too.
    return undefined;
  }
}
