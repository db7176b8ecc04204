import type { RuleBlock } from "../deployed/alert-block";
import type { Unit } from "../units/unit";
import type { Duration } from "../units/quantities";
import { milliseconds } from "../units/quantities";
import { durationText } from "../units/text";
import type { Change, Flag } from "./change";
import { changeOf } from "./change";
import type { Sides } from "./context";
import { changed } from "./context";
import { queryChange } from "./query";
import type { Block, Paired } from "./resources";
import type { Rule } from "./rules";
import { clearsText, ruleOf, thresholdText } from "./rules";
import { differing } from "./tree";

interface Found {
  readonly block: RuleBlock & Block;
  /** The name by which Terraform knows its group. */
  readonly group: string;
  readonly every: Duration;
  readonly of?: string;
}

/** What changes about alerts; a rule that moved to another group is the same one. */
export function alertChanges(pairs: readonly Paired[], { before, after }: Sides): Change[] {
  const groups = pairs.filter(({ type }) => type === "grafana_rule_group");
  const olds = rulesIn(groups, "before");
  const news = rulesIn(groups, "after");
  return [...new Set([...olds.keys(), ...news.keys()])].sort().flatMap((uid) => {
    const [old, now] = [olds.get(uid), news.get(uid)];
    if (old && now && JSON.stringify(old) === JSON.stringify(now)) return [];
    const units = { before: before.description?.units[uid], after: after.description?.units[uid] };
    if (old && now) {
      const rule = ruleOf(now.block);
      return [...groupChanges(rule.title, old, now), ...ruleChanges(ruleOf(old.block), rule, units, now.of)];
    }
    if (now) return [whole("added", ruleOf(now.block), units.after, now.of)];
    return old ? [{ ...whole("removed", ruleOf(old.block), units.before, old.of), flags: ["less-detected"] }] : [];
  });
}

function rulesIn(pairs: readonly Paired[], side: "before" | "after"): ReadonlyMap<string, Found> {
  return new Map(
    pairs.flatMap(({ [side]: block, name: group, of }) =>
      ((block?.rule ?? []) as readonly (RuleBlock & Block)[]).map((rule) => [
        rule.uid,
        {
          ...{ block: rule, group, every: milliseconds(1000 * Number(block?.interval_seconds ?? 0)) },
          ...(of && { of: of.name }),
        },
      ]),
    ),
  );
}

/** Where it is judged, and how often. */
function groupChanges(subject: string, old: Found, now: Found): Change[] {
  const about = {
    section: "alerts",
    subject,
    ...(now.of !== undefined && { of: now.of }),
  } as const;
  const isSlower = now.every.milliseconds > old.every.milliseconds;
  return [
    ...changeOf({ ...about, what: "group" }, old.group, now.group),
    ...changeOf(
      { ...about, what: "evaluation interval", ...(isSlower && { flags: ["less-detected"] }) },
      durationText(old.every),
      durationText(now.every),
    ),
  ];
}

function whole(kind: "added" | "removed", rule: Rule, unit: Unit | undefined, of?: string): Change {
  const { severity = "", owner = "" } = rule.labels;
  const judged = thresholdText(rule, unit);
  return {
    section: "alerts",
    kind,
    subject: rule.title,
    detail: [
      severity,
      owner,
      ...(judged === undefined
        ? []
        : [`${judged} ${rule.pending.milliseconds === 0 ? "at once" : `for ${durationText(rule.pending)}`}`]),
    ].join(", "),
    ...(of !== undefined && { of }),
  };
}

function ruleChanges(
  old: Rule,
  now: Rule,
  units: { readonly before: Unit | undefined; readonly after: Unit | undefined },
  of: string | undefined,
): Change[] {
  const about = { section: "alerts", subject: now.title, ...(of !== undefined && { of }) } as const;
  const fact = (what: string, before: string | undefined, after: string | undefined, less = false) =>
    changeOf({ ...about, what, ...(less && { flags: ["less-detected"] as Flag[] }) }, before, after);
  const unit = { before: units.before ?? units.after, after: units.after ?? units.before };
  return [
    ...fact("title", old.title, now.title),
    ...fact("threshold", thresholdText(old, unit.before), thresholdText(now, unit.after), isLessStrict(old, now)),
    ...fact("recovers at", clearsText(old, unit.before), clearsText(now, unit.after)),
    ...fact(
      "pending period",
      durationText(old.pending),
      durationText(now.pending),
      now.pending.milliseconds > old.pending.milliseconds,
    ),
    ...fact("keeps firing for", durationText(old.keepsFiring), durationText(now.keepsFiring)),
    ...fact("severity", old.labels.severity, now.labels.severity, now.labels.severity === "ticket"),
    ...fact("owner", old.labels.owner, now.labels.owner),
    ...fact("no-data state", old.noData, now.noData, isQuieter(old.noData, now.noData)),
    ...fact("error state", old.onError, now.onError, isQuieter(old.onError, now.onError)),
    ...fact("is", old.isPaused ? "paused" : "active", now.isPaused ? "paused" : "active", now.isPaused),
    ...keysOf(old.labels, now.labels)
      .filter((label) => label !== "severity" && label !== "owner")
      .flatMap((label) =>
        changeOf({ ...about, section: "labels", what: `label ${label}` }, old.labels[label], now.labels[label]),
      ),
    ...keysOf(old.texts, now.texts).flatMap((what) => textChange({ ...about, what }, old.texts[what], now.texts[what])),
    ...keysOf(old.queries, now.queries).flatMap((ref) => {
      const [before, after] = [old.queries[ref], now.queries[ref]];
      const what = `query ${ref}`;
      return before === undefined || after === undefined
        ? changeOf({ ...about, section: "queries", what }, before, after)
        : queryChange({ ...about, what }, before, after);
    }),
    ...differing(old.rest, now.rest).map((leaf) =>
      changed({ ...about, section: "other", what: leaf.path }, leaf.before, leaf.after),
    ),
  ];
}

/** The change of a text, if it has changed: one of one line is told as a value, one of several line by line. */
export const textChange = (about: Omit<Change, "kind">, before?: string, after?: string): Change[] =>
  before === after ? [] : [changed(about, before, after)];

export const keysOf = (one: object, other: object): string[] =>
  [...new Set([...Object.keys(one), ...Object.keys(other)])].sort();

/**
 * What Grafana makes of a rule without an answer: nothing, what was before, an alert of its own, the rule's own alert.
 */
const loudness = ["OK", "KeepLast", "NoData", "Error", "Alerting"];

const isQuieter = (old: string, now: string): boolean => loudness.indexOf(now) < loudness.indexOf(old);

/** Whether it takes more than before until the rule fires. */
function isLessStrict({ threshold: old }: Rule, { threshold: now }: Rule): boolean {
  if (old?.type !== now?.type || !old || !now) return false;
  return now.type === "lt" ? now.level < old.level : now.level > old.level;
}
