import type { Change, Flag, Section } from "./change";
import { changeOf } from "./change";
import { changelogOf } from "./changelogs";
import { changed } from "./context";
import type { Told } from "./context";
import { queryChange } from "./query";
import type { Block, Paired } from "./resources";
import type { Leaf } from "./tree";
import { differing, heldIn, isTree } from "./tree";
import { isShorter } from "./retention";

/** What changes about a release of Helm: its version, its images, the series it records, its settings. */
export function releaseChanges({
  before,
  after,
  name,
  of,
}: Paired & { readonly before: Block; readonly after: Block }): Told {
  const mine = of && { of: of.name };
  const [old, now] = [valuesOf(before), valuesOf(after)];
  const [recorded, records] = [seriesOf(old), seriesOf(now)];
  return {
    attributes: ["chart", "version", "values"],
    changes: [
      ...versionChange(name, before, after),
      ...seriesChanges(recorded.series, records.series),
      ...differing(recorded.rest, records.rest).flatMap((leaf) => settingChange(name, leaf)),
    ].map((change) => ({ ...change, ...mine })),
  };
}

function versionChange(name: string, before: Block, after: Block): Change[] {
  const [old, now] = [before, after].map(versionOf);
  const change = changeOf({ section: "versions", subject: name, what: "chart" }, old, now);
  const link = changelogOf(String(after.chart), String(after.version));
  return change.map((one) => ({ ...one, ...(link !== undefined && { detail: link }) }));
}

/** A chart of this repository has no version, and its content in its path. */
const versionOf = ({ chart, version }: Block): string =>
  typeof version === "string"
    ? `${String(chart)} ${version}`
    : String(chart).replace(/^assets\/chart-([^/]+)\/(\w{12})\w*$/, "own $1 $2");

const valuesOf = ({ values }: Block): unknown[] =>
  ((values ?? []) as readonly string[]).map((text) => heldIn(text) ?? text);

interface Group {
  readonly name: string;
  readonly rules: readonly { readonly record?: string; readonly expr: string }[];
}

/** Rules that record, by the names of their series; and what else the values say. */
function seriesOf(values: readonly unknown[]) {
  const series = new Map<string, string>();
  const rest = values.map((tree) => {
    if (!isTree(tree) || !Array.isArray(tree.groups)) return tree;
    const groups = (tree.groups as readonly Group[]).map(({ rules, ...group }) => {
      const others = rules.filter(({ record }) => record === undefined);
      const labels = rules.flatMap(({ record, expr, ...rest }) => {
        if (record === undefined) return [];
        let key = record;
        for (let n = 2; series.has(key); n++) key = `${record} (${n})`;
        series.set(key, expr);
        return Object.keys(rest).length > 0 ? [[key, rest] as const] : [];
      });
      return {
        ...group,
        ...(others.length > 0 && { rules: others }),
        ...(labels.length > 0 && { labels: Object.fromEntries(labels) }),
      };
    });
    return { ...tree, groups };
  });
  return { series, rest: rest.length === 1 ? rest[0] : rest };
}

const seriesChanges = (olds: ReadonlyMap<string, string>, news: ReadonlyMap<string, string>): Change[] =>
  [...new Set([...olds.keys(), ...news.keys()])].sort().flatMap((record): Change[] => {
    const [old, now] = [olds.get(record), news.get(record)];
    if (old !== undefined && now !== undefined) return queryChange({ subject: record }, old, now);
    return [{ section: "series", kind: now === undefined ? "removed" : "added", subject: record }];
  });

/** Of a leaf of the values: what it is about follows from where it stands. */
function settingChange(name: string, leaf: Leaf): Change[] {
  const { path, before, after } = leaf;
  const section = sectionOf(path);
  const flags: Flag[] = section === "retention" && isShorter(before, after) ? ["kept-shorter"] : [];
  return [changed({ section, subject: name, what: path, ...(flags.length > 0 && { flags }) }, before, after)];
}

function sectionOf(path: string): Section {
  if (/\bimage\.(tag|repository|registry|digest)$|(^|\.)version$|[iI]mage$/.test(path)) return "versions";
  if (/\bprometheusSpec\.retention(Size)?$|blocks_retention_period$/.test(path)) return "retention";
  if (/\bexternalLabels\./.test(path) || /^groups\[\d+\]\.labels\./.test(path)) return "labels";
  return "settings";
}

/** The series that a release records, if any. */
export const recordedIn = (release: Block): string[] => [...seriesOf(valuesOf(release)).series.keys()];
