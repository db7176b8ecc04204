import { asGrafanaAsks } from "../../doctor/as-grafana-asks";
import type { TerraformStack } from "cdktf";
import { Testing } from "cdktf";
import { parse as parseYaml, stringify } from "yaml";
import { parse } from "../../promql/parse";
import { print } from "../../promql/print";

/** A stack as Terraform reads it, with its templates undone: what the providers are given. */
export interface SynthesizedStack {
  readonly resource: Readonly<Record<string, Readonly<Record<string, SynthesizedResource>>>>;
}

export type SynthesizedResource = Readonly<Record<string, unknown>>;

export const synthesizedStack = (stack: TerraformStack): SynthesizedStack => readStack(Testing.synth(stack));

export const readStack = (json: string): SynthesizedStack =>
  JSON.parse(json, (_, value: unknown) =>
    typeof value === "string" ? asTerraformReads(value) : value,
  ) as SynthesizedStack;

/**
 * Left to right, as HCL does: `$${` and `%%{` stand for `${` and `%{`, and the empty template for nothing. References
 * stay.
 */
export const asTerraformReads = (text: string): string =>
  text.replace(/([$%])\1\{|\$\{""\}/g, (_, sign?: string) => (sign ? `${sign}{` : ""));

export const resourcesOf = (stack: SynthesizedStack, type: string): [string, SynthesizedResource][] =>
  Object.entries(stack.resource[type] ?? {});

/** The values of a Helm release, as a tree. */
export const valuesOf = (release: SynthesizedResource): unknown => parseYaml((release.values as string[])[0] ?? "");

export interface RuleView {
  readonly uid: string;
  readonly [field: string]: unknown;
}

/** A rule group with its models as objects. */
export function rulesOf(group: SynthesizedResource): RuleView[] {
  return (group.rule as (RuleView & { data: { model: string }[] })[]).map((rule) => ({
    ...rule,
    data: rule.data.map((query) => ({ ...query, model: JSON.parse(query.model) as unknown })),
  }));
}

interface LinkView {
  readonly title: string;
  readonly url: string;
}

export interface PanelView {
  readonly id: number;
  readonly type: string;
  readonly title: string;
  readonly description?: string;
  readonly gridPos: { readonly x: number; readonly y: number; readonly w: number; readonly h: number };
  readonly links?: readonly LinkView[];
  readonly targets?: readonly { readonly refId: string; readonly expr: string; readonly legendFormat: string }[];
  readonly fieldConfig?: { readonly defaults: { readonly unit?: string; readonly links?: readonly LinkView[] } };
}

export interface DashboardView {
  readonly uid: string;
  readonly title: string;
  readonly description: string;
  readonly panels: readonly PanelView[];
  readonly annotations: { readonly list: readonly { readonly name: string; readonly expr: string }[] };
}

export const dashboardOf = (resource: SynthesizedResource): DashboardView =>
  JSON.parse(resource.config_json as string) as DashboardView;

/** A query as it is sent, its variables filled in, and where it stands. */
export interface QueryView {
  readonly where: string;
  readonly expr: string;
}

/** Every query of the dashboards that are asked for by their names in the state; marks on panels included. */
export const panelQueries = (stack: SynthesizedStack, isAsked: (name: string) => boolean): QueryView[] =>
  resourcesOf(stack, "grafana_dashboard")
    .filter(([name]) => isAsked(name))
    .flatMap(([name, resource]) => {
      const { panels, annotations, ...settings } = dashboardOf(resource);
      const asked = (expr: string) => asGrafanaAsks(expr, { settings });
      return [
        ...panels.flatMap(({ title, targets = [] }) =>
          targets.map(({ refId, expr }) => ({ where: `${name} › ${title} › ${refId}`, expr: asked(expr) })),
        ),
        ...annotations.list.map((mark) => ({ where: `${name} › ${mark.name}`, expr: asked(mark.expr) })),
      ];
    });

/** The same of alerts, by the names of their rule groups. */
export const alertQueries = (stack: SynthesizedStack, isAsked: (name: string) => boolean): QueryView[] =>
  resourcesOf(stack, "grafana_rule_group")
    .filter(([name]) => isAsked(name))
    .flatMap(([, group]) =>
      rulesOf(group).flatMap(({ uid, data }) => {
        const [value, ...steps] = data as { ref_id: string; model: Model }[];
        // Beside the value, numbers that its text shows are asked for, and what it depends on.
        const besides = steps.filter(({ ref_id: letter }) => /^[NS]\d/.test(letter));
        return [
          { where: `alert ${uid}`, expr: value?.model.expr ?? "" },
          ...besides.map(({ ref_id: letter, model }) => ({
            where: `alert ${uid}, ${letter}`,
            expr: model.expr ?? "",
          })),
        ];
      }),
    );

/** Every panel leads to the logs (log-links.test.ts walks there); a table of panels need not say so on each line. */
const leadsElsewhere = ({ title }: LinkView) => !title.startsWith("Logs");

/**
 * A dashboard as a reviewer wants to see it: a line per panel, its queries below.
 *
 * @param alerts the rule group whose values the panels show: such a query is only named after its first alert
 */
export function dashboardTable({ title, panels, annotations }: DashboardView, alerts?: SynthesizedResource): string {
  const told = new Map(
    (alerts ? rulesOf(alerts) : []).reverse().map(({ uid, data }) => [valueOf(data), `as alert ${uid}`]),
  );
  const shown = (expr: string) => told.get(legible(expr)) ?? heading(expr);
  const line = ({ type, title: name, gridPos: { x, y, w, h }, fieldConfig, links = [], targets = [] }: PanelView) =>
    type === "row"
      ? [`— ${name}`]
      : [
          `${`${x},${y}`.padEnd(6)} ${`${w}×${h}`.padEnd(5)} ${type.padEnd(10)} | ${name} | ${fieldConfig?.defaults.unit ?? ""} | → ${[
            ...links,
            ...(fieldConfig?.defaults.links ?? []),
          ]
            .filter(leadsElsewhere)
            .map((link) => link.title)
            .join(", ")}`,
          ...targets.map(({ refId, legendFormat, expr }) => `         ${refId} ${legendFormat}: ${shown(expr)}`),
        ];
  return [
    title,
    ...panels.flatMap(line),
    ...annotations.list.map(({ name, expr }) => `marks: ${name}: ${heading(expr)}`),
  ].join("\n");
}

/** Alerts as a reviewer wants to see them: a line for each, and below those of one kind what they judge, once. */
export function alertTable(group: SynthesizedResource): string {
  const rules = rulesOf(group).map(({ uid, data, labels, annotations, ...rule }) => {
    const { severity } = labels as { severity: string };
    const { summary, runbook_url: runbook } = annotations as { summary: string; runbook_url: string };
    const { value, fires, clears } = summariseData(data as { model: Model }[]);
    const judged = `${runbook.replace(/^.*\/(.*)\.md$/, "$1")}: ${textsOnALine(heading(value))}`;
    return { judged, line: [uid, severity, fires, clears, rule.for, rule.no_data_state, summary].join(" | ") };
  });
  return [...new Set(rules.map(({ judged }) => judged))]
    .flatMap((judged) => [judged, ...rules.filter((rule) => rule.judged === judged).map(({ line }) => `  ${line}`)])
    .join("\n");
}

/** Recording rules as a reviewer wants to see them: the name of a series, and from what it is recorded. */
export const recordedTable = (release: SynthesizedResource, which: (record: string) => boolean = () => true): string =>
  (valuesOf(release) as RecordingRules).groups
    .flatMap(({ name, interval, rules }) => [
      `${name}, every ${interval}`,
      ...rules
        .filter(({ record }) => which(record))
        .map(({ record, expr }) => `${record}: ${textsOnALine(heading(expr))}`),
    ])
    .join("\n");

/**
 * Whether a series is made of alerts, and not of what an exporter says: how close a thing is to them, and who tells of
 * it.
 */
export const isOfAlerts = (record: string): boolean => /^monitoring:(?:resource_alarm|told_by_service):/.test(record);

/** The texts that a function is given take a line together: `label_replace` has four of them. */
const textsOnALine = (query: string): string => query.replace(/,\s+(?="[^"\n]*",?$)/gm, ", ");

interface RecordingRules {
  readonly groups: readonly {
    readonly name: string;
    readonly interval: string;
    readonly rules: readonly { readonly record: string; readonly expr: string }[];
  }[];
}

/** Rules as YAML, queries on one line where they fit. @param uid of the only one that is asked for @default all */
export const rulesYaml = (group: SynthesizedResource, uid?: string): string =>
  stringify(
    rulesOf(group)
      .filter((rule) => uid === undefined || rule.uid === uid)
      .map(({ data, ...rule }) => ({ ...rule, ...summariseData(data as { model: Model }[]) })),
    { lineWidth: 0 },
  );

interface Model {
  readonly expr?: string;
  readonly conditions?: readonly { readonly evaluator: Evaluator; readonly unloadEvaluator: Evaluator }[];
}

interface Evaluator {
  readonly type: string;
  readonly params: readonly number[];
}

const valueOf = (data: unknown): string => legible((data as { model: Model }[])[0]?.model.expr ?? "");

/** The value comes first and the comparison last; what lies between is only told. */
function summariseData(data: readonly { readonly model: Model }[]) {
  const comparison = data.at(-1)?.model.conditions?.[0];
  return {
    value: valueOf(data),
    fires: evaluatorText(comparison?.evaluator),
    clears: evaluatorText(comparison?.unloadEvaluator),
  };
}

function evaluatorText(evaluator?: Evaluator): string {
  if (!evaluator) throw new Error("a rule without a comparison");
  return `${evaluator.type} ${evaluator.params.join(", ")}`;
}

/** A query on one line where it fits; else as the printer breaks it, so that a change is a changed line. */
function legible(query: string): string {
  const line = query.replace(/\s+/g, " ").replace(/\( /g, "(").replace(/ \)/g, ")").trim();
  if (line.length <= 120) return line;
  const parsed = parse(query);
  return "expr" in parsed ? print(parsed.expr) : query;
}

/** The same after a heading: on the heading's line, or below it. */
const heading = (query: string): string => {
  const text = legible(query);
  return text.includes("\n") ? `\n${text.replace(/^/gm, "             ")}` : text;
};

/** Where the values of a release differ from those of another: its own, a line each, and what only the other sets. */
export function valuesBesides(release: SynthesizedResource, other: SynthesizedResource): string {
  const own = leaves(valuesOf(release));
  const others = leaves(valuesOf(other));
  const differing = [...own].filter(([path, value]) => others.get(path) !== value);
  const missing = [...others.keys()].filter((path) => !own.has(path));
  return [
    ...differing.map(([path, value]) => `${path}: ${besides(value, others.get(path))}`),
    ...missing.map((path) => `${path}: not set`),
  ]
    .sort()
    .join("\n");
}

/** Of a text of several lines, those that the other has not. */
function besides(value: string, other = '""'): string {
  const [own = [], others = []] = [value, other].map((text) => String(JSON.parse(text)).split("\n"));
  const added = own.filter((line) => !others.includes(line)).map((line) => line.trim());
  return own.length > 1 && others.length > 1 ? `… ${added.join(" … ")}` : value;
}

/** What has no parts, by its path: `prometheus.prometheusSpec.replicas`. */
const leaves = (value: unknown, path = ""): ReadonlyMap<string, string> =>
  typeof value === "object" && value !== null && Object.keys(value).length > 0
    ? new Map(Object.entries(value).flatMap(([key, child]) => [...leaves(child, path === "" ? key : `${path}.${key}`)]))
    : new Map([[path, JSON.stringify(value)]]);

/** Values as YAML with sorted keys and queries on one line where they fit. */
export const valuesYaml = (release: SynthesizedResource): string =>
  stringify(
    JSON.parse(JSON.stringify(valuesOf(release)), (key, value: unknown) =>
      key === "expr" && typeof value === "string" ? legible(value) : value,
    ),
    { lineWidth: 0, sortMapEntries: true },
  );
