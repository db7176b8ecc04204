import { clip } from "../findings/clip";
import type { Finding } from "../findings/finding";
import { error, errorUnless } from "../findings/finding";
import { matchesWhole, regexProblem } from "../findings/regex";
import type { Broker, Queues } from "./broker";
import { withOrigin } from "./origin";

/** Whether a pattern matches queues, and not whatever there is. */
export function checkPattern(pattern: string): Finding[] {
  const problem = pattern === "" ? "it is blank, and no queue's name is" : regexProblem(pattern);
  if (problem !== undefined)
    return [
      error({
        id: "queue-pattern-malformed",
        where: "pattern",
        what: `"${clip(pattern)}" matches no queue: ${problem}.`,
        why: "Prometheus refuses every query it stands in, or finds nothing: the queues would not be watched.",
        fix: 'pattern: "mes\\\\.orders", or "mes\\\\..+" for all whose names begin with "mes.".',
      }),
    ];
  return errorUnless(
    !matchAll([pattern]),
    matchesAll("pattern", `"${clip(pattern)}" matches whatever a queue may be called.`),
  );
}

/** Whether the patterns of a broker leave a queue that nobody described, and each queue to one of them. */
export function checkPatternsTogether(queues: readonly Queues[]): Finding[] {
  const all = queues.map(({ pattern }) => pattern);
  const tooWide = all.length > 1 && !all.some((pattern) => matchAll([pattern])) && matchAll(all);
  return [
    ...errorUnless(!tooWide, matchesAll("queues", "together their patterns match whatever a queue may be called.")),
    ...queues.flatMap((group, at) =>
      queues.slice(0, at).flatMap((earlier) => {
        const both = group.pattern === earlier.pattern ? undefined : nameOfBoth(group.pattern, earlier.pattern);
        return errorUnless(both === undefined, {
          id: "queues-overlap",
          where: `queues[${at}].pattern`,
          what: `a queue "${clip(both ?? "")}" would be one of this group, and of "${clip(earlier.name)}" too.`,
          why: "all that is wrong with it would be told twice, by two measures of how long its messages may wait.",
          fix: "make the wider pattern leave it out, or the two groups one.",
        });
      }),
    ),
  ];
}

/** Whether no two brokers have queues of one name: the plan's series of a queue does not say of which broker it is. */
export const checkBrokersApart = (brokers: readonly Broker[]): Finding[] =>
  brokers.flatMap((broker, at) =>
    withOrigin(
      broker,
      brokers.slice(0, at).flatMap((earlier) => shared(broker, earlier)),
    ),
  );

const shared = (broker: Broker, earlier: Broker): Finding[] =>
  broker.queues.flatMap(({ pattern }, at) =>
    earlier.queues.flatMap((others) => {
      const both = nameOfBoth(pattern, others.pattern);
      return errorUnless(both === undefined, {
        id: "brokers-share-queues",
        where: `queues[${at}].pattern`,
        what: `a queue "${clip(both ?? "")}" of this broker could not be told from one of "${clip(earlier.name)}".`,
        why: "messages in flight carry the labels queue_name and routing_key, and none of the broker: one number would take the place of the other.",
        fix: "give the queues of the two brokers different names, the virtual host in front for example.",
      });
    }),
  );

const matchesAll = (where: string, what: string) => ({
  id: "queue-pattern-matches-all",
  where,
  what,
  why: "queues that nobody described, those of somebody's experiment too, would be judged by one patience and wake people.",
  fix: "name the queues, or what their names begin with; all others are shown as not described.",
});

/** Whether every name of some habit is matched by one of the patterns. */
const matchAll = (patterns: readonly string[]): boolean =>
  habits.some((names) => names.every((name) => patterns.some((pattern) => matchesWhole(pattern, name) ?? false)));

/**
 * Names of queues by habits of those who name them. Of one habit they have nothing in common, no letter and no other
 * sign, but that they are names: what matches all of them matches any.
 */
const habits: readonly (readonly string[])[] = [
  ["amq.gen-5f2c81", "billing_job", "kontoauszug", "v7-retry.30s", "xdeploy-week", "zustell-lager"],
  ["BillingJob", "KONTOAUSZUG", "Retry.V2-5f", "Wy_Zustellung", "Xdeploy-9"],
  ["заказы.новые", "注文の受付キュー待機中", "ÜBERGABE-Größe", "7f3a9c1e-4b2d", "παραγγελίες", "$internal$"],
];

/** A name that both patterns match whole, if one of them spells it out; undefined if none does. */
const nameOfBoth = (one: string, other: string): string | undefined =>
  [...namesIn(one), ...namesIn(other)].find((name) => matchesWhole(one, name) && matchesWhole(other, name));

/** More than any list of names has; alternatives of alternatives may be without number. */
const mostNames = 100;

/**
 * Names that a pattern spells out: all of its alternatives, signs that stand for others taken as they are. Not each is
 * a name that it matches.
 */
export function namesIn(pattern: string): readonly string[] {
  let names = [pattern.replace(/^\(\?\w+\)/, "")];
  while (names.some((name) => group.test(name))) names = names.flatMap(withoutFirstGroup).slice(0, mostNames);
  return names.flatMap((name) => name.split("|")).map((name) => name.replace(/\\(\W)/g, "$1"));
}

const group = /^(.*?)\((?:\?:)?([^()]*)\)(.*)$/s;

function withoutFirstGroup(name: string): string[] {
  const [whole, head = "", alternatives = "", tail = ""] = group.exec(name) ?? [];
  return whole === undefined ? [name] : alternatives.split("|").map((alternative) => head + alternative + tail);
}
