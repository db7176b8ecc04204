import { groupedBy } from "../findings/grouped";
import type { Change } from "./change";
import { renamedText } from "./things";

/**
 * The changes with each fact told once: what a new thing brings is told with it, what is the same for many is told of
 * the first.
 */
export function folded(changes: readonly Change[]): Change[] {
  const { wholes, rest } = foldWholes(changes);
  return [...wholes, ...bundled(foldChanged(sameOnes(rest)))];
}

const isWhole = ({ section, kind, of }: Change) => section === "system" && kind !== "changed" && of !== undefined;

/** With a thing that came or went all that was made for it did, and whatever else now names it, or does no longer. */
function foldWholes(changes: readonly Change[]): {
  readonly wholes: readonly Change[];
  readonly rest: readonly Change[];
} {
  let rest = changes.filter((change) => !(isWhole(change) && change.what === undefined));
  const wholes = changes
    .filter((change) => isWhole(change) && change.what === undefined)
    .map((whole): Change => {
      const name = whole.of ?? "";
      const comes = (change: Change) =>
        (change.of === name && change.kind === whole.kind) ||
        (change.of !== name && isMention(change, whole.kind, name));
      const consequences = sameOnes(rest.filter(comes));
      rest = rest.filter((change) => !comes(change));
      return consequences.length === 0 ? whole : { ...whole, consequences };
    });
  return { wholes, rest };
}

/** Nothing is different but that a name is there now, or no longer. */
function isMention(
  { kind, what, before = "", after = "", lines, flags }: Change,
  of: Change["kind"],
  name: string,
): boolean {
  if (flags || kind === "renamed") return false;
  // Where there is more to show, panels make room.
  if (what === "layout") return true;
  const olds = lines ? linesOf(lines, "-") : before;
  const news = lines ? linesOf(lines, "+") : after;
  const [without, withIt] = of === "added" ? [olds, news] : [news, olds];
  return mentions(withIt, name) && !mentions(without, name);
}

const linesOf = (lines: readonly string[], sign: string): string =>
  lines.filter((line) => line.startsWith(sign)).join("\n");

const mentions = (text: string, name: string) => masked(text, name) !== text;

const masked = (text: string, name: string | undefined): string =>
  name === undefined ? text : renamedText(text, { from: name, to: "\u0000" });

/** What is destroyed is told one by one, what is created is not. */
const isCreated = ({ section, kind }: Pick<Change, "section" | "kind">) => section === "resources" && kind === "added";

/** Changes that are the same but for the name of the thing: the first of them, with what else it holds of. */
function sameOnes(changes: readonly Change[]): Change[] {
  return [...groupedBy(changes, keyOf).values()].flatMap(([first, ...others]) => {
    if (!first) return [];
    const also = [
      ...(first.also ?? []),
      ...others.flatMap(({ subject, also: more = [] }) => [subject, ...more]),
    ].filter((subject) => subject !== first.subject);
    if (also.length === 0) return [first];
    const owners = [...new Set([first, ...others].flatMap(({ of }) => of ?? []))].sort().join(", ");
    return [{ ...first, also: [...new Set(also)].sort(), ...(owners !== "" && { of: owners }) }];
  });
}

/** Of what comes or goes as a whole the subject is what is told; of anything else, from what to what. */
function keyOf({ section, kind, subject, what, before, after, lines, detail, flags, of }: Change): string {
  const isNamed = before === undefined && after === undefined && lines === undefined && !isCreated({ section, kind });
  // One query may be an alert's and a panel's.
  const where = section === "queries" ? "" : what;
  return masked(
    JSON.stringify([section, kind, isNamed ? subject : "", where, before, after, lines, detail, flags]),
    of,
  );
}

/**
 * Where people wrote something else about a thing, or what its alerts judge is another, what is different in what is
 * made for it comes with that.
 */
function foldChanged(changes: readonly Change[]): Change[] {
  const sources = new Map<string, Change>();
  for (const isSource of [isWritten, isJudgement])
    for (const change of changes.filter(isSource))
      if (change.of !== undefined && !sources.has(change.of)) sources.set(change.of, change);
  const sourceOf = (change: Change) => {
    const source = change.of === undefined ? undefined : sources.get(change.of);
    return source && source !== change && isConsequence(change) ? source : undefined;
  };
  const consequences = groupedBy(changes, sourceOf);
  return changes
    .filter((change) => sourceOf(change) === undefined)
    .map((change) => {
      const own = consequences.get(change);
      return own ? { ...change, consequences: own } : change;
    });
}

const isWritten = ({ section }: Change) => section === "system" || section === "objectives";

const judgements: readonly (string | undefined)[] = ["threshold", "pending period", "severity", "owner"];

const isJudgement = ({ section, what }: Change) => section === "alerts" && judgements.includes(what);

/** What carries a flag is told by itself, and so is who hears of it. */
const isConsequence = (change: Change): boolean =>
  !isWritten(change) && !isJudgement(change) && change.flags === undefined && change.section !== "routes";

/** So many settings of one release, or attributes of one resource or panel, are one change of it. */
const many = 3;

function bundled(changes: readonly Change[]): Change[] {
  const isDetail = ({ section, flags, what, consequences }: Change) =>
    (section === "settings" || section === "other" || section === "panels") &&
    !flags &&
    !consequences &&
    what !== undefined;
  const groups = groupedBy(changes, (change) => (isDetail(change) ? `${change.section} ${change.subject}` : change));
  return [...groups.values()].flatMap((group): readonly Change[] => {
    const [first] = group;
    if (!first || group.length < many) return group;
    const { section, subject, of } = first;
    return [{ section, kind: "changed", subject, ...(of !== undefined && { of }), consequences: group }];
  });
}
