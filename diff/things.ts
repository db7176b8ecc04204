import type { DescribedThing, Facts } from "../deployed/described-thing";
import type { Description } from "../deployed/description";
import { keyOf } from "../deployed/description";
import { literal } from "../findings/regex";
import { durationFrom } from "../units/text";
import { keysOf } from "./alerts";
import type { Change } from "./change";
import { changeOf } from "./change";

/** A service or resource that has another name now, and else is the same. */
export interface Renamed {
  readonly from: string;
  readonly to: string;
}

/** What people wrote differently about what is monitored. */
export function thingChanges(before: Description, after: Description): Change[] {
  const olds = new Map(before.things.map((thing) => [keyOf(thing), thing]));
  const news = new Map(after.things.map((thing) => [keyOf(thing), thing]));
  return [...new Set([...olds.keys(), ...news.keys()])].sort().flatMap((key) => {
    const [old, now] = [olds.get(key), news.get(key)];
    if (old && now) return betweenThings(old, now);
    if (now) return [wholeThing("added", now)];
    return old ? [wholeThing("removed", old)] : [];
  });
}

function wholeThing(kind: "added" | "removed", thing: DescribedThing): Change {
  const count = Object.keys(thing.endpoints).length;
  return {
    section: "system",
    kind,
    subject: subjectOf(thing),
    detail: [
      ...(thing.facts.owner === undefined ? [] : [`owner ${thing.facts.owner}`]),
      ...(thing.facts.criticality === undefined ? [] : [thing.facts.criticality]),
      ...(count > 0 ? [`${count} ${count === 1 ? "endpoint" : "endpoints"}`] : []),
      ...Object.entries(thing.objectives)
        .filter(([what]) => !what.startsWith("/"))
        .map(([what, text]) => `${what} ${text}`),
    ].join(", "),
    of: thing.name,
  };
}

export const subjectOf = ({ kind, name }: Pick<DescribedThing, "kind" | "name">): string => `${kind} ${name}`;

function betweenThings(old: DescribedThing, now: DescribedThing): Change[] {
  const about = { section: "system", subject: subjectOf(now), of: now.name } as const;
  return [
    ...factChanges(about, old.facts, now.facts),
    ...factChanges(about, old.endpoints, now.endpoints, "endpoint "),
    ...factChanges({ ...about, section: "objectives" }, old.objectives, now.objectives).map((change): Change =>
      promisesLess(change) ? { ...change, flags: ["less-detected"] } : change,
    ),
  ];
}

const factChanges = (about: Omit<Change, "kind">, olds: Facts, news: Facts, prefix = ""): Change[] =>
  keysOf(olds, news).flatMap((what) => changeOf({ ...about, what: `${prefix}${what}` }, olds[what], news[what]));

/** A smaller share, a longer time, or nothing at all: less has to fail until somebody is told. */
function promisesLess({ before, after }: Change): boolean {
  if (before === undefined) return false;
  if (after === undefined) return true;
  const [old, now] = [before, after].map((text) => {
    const [share, within] = text.split(" within ");
    return {
      share: parseFloat(share ?? ""),
      within: durationFrom((within ?? "").replace(" ", "").replace("min", "m")),
    };
  });
  return !old || !now || now.share < old.share || now.within.milliseconds > old.within.milliseconds;
}

/** Things of which the same description stands under another name. */
export function renamedBetween(before: Description, after: Description): Renamed[] {
  const olds = missingIn(before, after);
  const news = missingIn(after, before);
  const renamed = olds.flatMap((old) => {
    const same = news.filter((now) => now.kind === old.kind && textOf(old, [old, now]) === textOf(now, [old, now]));
    // Of twins nobody can tell which is which.
    const [only] = same.length === 1 ? same : [];
    return only ? [{ from: old.name, to: only.name }] : [];
  });
  // A service and its pods are renamed together.
  return [...new Map(renamed.map((one) => [one.from, one])).values()];
}

const missingIn = ({ things }: Description, other: Description): DescribedThing[] => {
  const there = new Set(other.things.map(keyOf));
  return things.filter((thing) => !there.has(keyOf(thing)));
};

/** What it runs in may have kept its name, or not. */
const textOf = (
  { facts, objectives, endpoints }: DescribedThing,
  names: readonly { readonly name: string }[],
): string =>
  names.reduce(
    (text, { name }) => renamedText(text, { from: name, to: "?" }),
    JSON.stringify([facts, objectives, endpoints]),
  );

/**
 * A text in which the name has become another: by itself, as a part of names that are made of it, with dots in the
 * place of hyphens as data streams have it, behind the escapes of an address or of JSON that a text holds.
 */
export const renamedText = (text: string, { from, to }: Renamed): string =>
  replaced(replaced(text, from, to), dotted(from), dotted(to));

/** A name as data streams have it: `shop.api`. */
export const dotted = (name: string) => name.replaceAll("-", ".");

const replaced = (text: string, from: string, to: string): string =>
  text.includes(from)
    ? text.replaceAll(
        new RegExp(`(?:(?<![A-Za-z0-9])|(?<=\\\\[nrt]|%[0-9A-F]{2}))${literal(from)}(?![A-Za-z0-9])`, "g"),
        to,
      )
    : text;
