import type { Chars } from "./chars";
import { none } from "./chars";
import type { Node } from "./parse";
import { parsePattern } from "./parse";
import { allOf, anyNode, first, isNullable, partsOf } from "./traits";

/**
 * Why a pattern may take time that grows by a power of a line's length, or worse, or a stack without end; undefined if
 * it cannot. Errs on the side of caution: it may be wrong about a pattern that is fine, not about one that is not. What
 * is repeated a thousand times at most costs a thousand times as much at most, and passes.
 */
export function costOf(pattern: string, engine: "java" | "oniguruma"): string | undefined {
  const key = `${engine} ${pattern}`;
  // Copies of a pipeline for other services have the same patterns.
  if (!known.has(key)) known.set(key, judge(parsePattern(pattern), engine));
  return known.get(key);
}

const known = new Map<string, string | undefined>();

/** What may be repeated more often counts as endless. */
const bound = 1000;

function judge(node: Node, engine: "java" | "oniguruma"): string | undefined {
  if (engine === "java" && anyNode(node, recurses))
    return "Java repeats a group by calling itself: a long line overflows its stack, and Elasticsearch's node ends";
  if (anyNode(node, isAmbiguousLoop))
    return "what it repeats can be divided in more than one way, each of which is tried";
  const paths = pathsOf(node);
  if (paths.some(meetsItself)) return "two endless repeats can share what they match, and each division is tried";
  if (paths.some(startsAnywhere)) return "an endless repeat begins anew at each place of the line before it fails";
  for (const inside of insidesOf(node)) {
    const problem = judge(inside, engine);
    if (problem !== undefined) return problem;
  }
  return undefined;
}

/** What lookaheads and lookbehinds look for. */
const insidesOf = (node: Node): readonly Node[] =>
  node.kind === "place" ? (node.inside ? [node.inside] : []) : partsOf(node).flatMap(insidesOf);

const recurses = (node: Node): boolean => node.kind === "repeat" && node.most > bound && node.of.kind !== "chars";

/**
 * Within a loop without end, each repeat that may be shorter or longer multiplies the ways; in any other, those without
 * end do.
 */
function isAmbiguousLoop(node: Node): boolean {
  if (node.kind !== "repeat" || node.most <= 1) return false;
  const many = node.most > bound ? 0 : bound;
  return (
    (hasLoose(node.of, many) && !isDelimited(node.of)) ||
    pathsOf(node.of, many).some(meetsItself) ||
    (node.most > bound && anyNode(node.of, hasTwins))
  );
}

/** Alternatives that begin alike. */
const hasTwins = (node: Node): boolean =>
  node.kind === "choice" &&
  node.of.some((each, at) => node.of.slice(at + 1).some((other) => (first(each) & first(other)) !== none));

/** `,[^,]*`: it begins, or ends, with something of one length that the rest of it cannot be. */
function isDelimited(node: Node): boolean {
  if (node.kind !== "sequence") return false;
  const [head, last] = [node.of[0], node.of.at(-1)];
  const others = (left: Node | undefined) =>
    node.of.filter((each) => each !== left).reduce((all, each) => all | allOf(each), none);
  return [head, last].some(
    (edge) => edge && !isNullable(edge) && !hasLoose(edge, 0) && (allOf(edge) & others(edge)) === none,
  );
}

/** May be repeated more often than that, or less often. */
const isLoose = (node: Node, most: number): boolean =>
  node.kind === "repeat" && node.most > most && node.least !== node.most;

function hasLoose(node: Node, most: number): boolean {
  if (node.kind === "atomic" || (node.kind === "repeat" && node.final)) return false;
  return isLoose(node, most) || partsOf(node).some((part) => hasLoose(part, most));
}

/** A part of a path: one endless repeat, or something that ends. */
interface Step {
  readonly endless: boolean;
  readonly final: boolean;
  readonly chars: Chars;
  readonly nullable: boolean;
  /** Not everywhere is it what has to be there. */
  readonly asks: boolean;
  readonly holds: boolean;
}

type Path = readonly Step[];

/** All ways through a pattern, as far as they differ in repeats of more than `most`. */
function pathsOf(node: Node, most = bound): Path[] {
  if (node.kind === "repeat" && isLoose(node, most))
    return [[{ ...stepOf(node.of), endless: true, final: node.final, nullable: node.least === 0 }]];
  if (!anyNode(node, (each) => isLoose(each, most))) return [[stepOf(node)]];
  switch (node.kind) {
    case "choice":
      return node.of.flatMap((each) => pathsOf(each, most));
    case "repeat":
      return [...(node.least === 0 ? [[]] : []), ...pathsOf(node.of, most)];
    case "atomic":
      return pathsOf(node.of, most).map((path) => path.map((step) => ({ ...step, final: true })));
    default:
      return partsOf(node).reduce<Path[]>(
        (before, part) => pathsOf(part, most).flatMap((path) => before.map((start) => [...start, ...path])),
        [[]],
      );
  }
}

const stepOf = (node: Node): Step => ({
  endless: false,
  final: false,
  chars: allOf(node),
  nullable: isNullable(node),
  asks: anyNode(node, ({ kind }) => kind === "place"),
  holds: holdsStill(node),
});

/** Whether it can begin at one place of a word only. */
function holdsStill(node: Node): boolean {
  if (node.kind === "place") return node.holds;
  if (node.kind === "repeat" && node.least === 0) return false;
  return node.kind === "choice" ? node.of.every(holdsStill) : partsOf(node).some(holdsStill);
}

/** What lies between two endless repeats can be part of the first, and so can the second. */
const meetsItself = (path: Path): boolean =>
  path.some((one, at) => {
    if (!one.endless || one.final) return false;
    for (const step of path.slice(at + 1)) {
      if (step.endless && (step.chars & one.chars) !== none) return true;
      if (!step.nullable && (step.chars & one.chars) === none) return false;
    }
    return false;
  });

/** What stands before an endless repeat can be part of it, and something behind it may be missing. */
const startsAnywhere = (path: Path): boolean =>
  path.some(
    (repeat, at) =>
      repeat.endless &&
      path.slice(at + 1).some(({ nullable, asks }) => !nullable || asks) &&
      path.slice(0, at).every(({ holds, nullable, chars }) => !holds && (nullable || (chars & repeat.chars) !== none)),
  );
