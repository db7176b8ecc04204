import { clip } from "../findings/clip";
import type { Finding } from "../findings/finding";
import { error } from "../findings/finding";
import { costOf } from "./patterns/cost";
import { expandGrok } from "./patterns/grok";

/** Whether no line, however long and whoever wrote it, can keep a regular expression of gsub busy. */
export function checkRegex(pattern: string, engine: "java" | "oniguruma" = "java"): Finding[] {
  try {
    const cost = costOf(pattern, engine);
    return cost === undefined ? [] : [costly(pattern, cost)];
  } catch (problem) {
    return [
      error({
        id: "pattern-malformed",
        where: "pattern",
        what: `"${clip(pattern)}" cannot be read: ${problem instanceof Error ? problem.message : String(problem)}.`,
        why: "Elasticsearch would refuse the pipeline, or what it does with a long line cannot be told.",
        fix: "write it without what this check does not know: it reads what Java and Oniguruma have in common.",
      }),
    ];
  }
}

/** Whether no line can keep a pattern of grok busy, and all that the pattern names is there. */
export function checkGrok(pattern: string, definitions: Readonly<Record<string, string>>): Finding[] {
  const expanded = expandGrok(pattern, definitions);
  if (typeof expanded === "string") return checkRegex(expanded, "oniguruma");
  if ("endless" in expanded)
    return [
      error({
        id: "grok-pattern-endless",
        where: "patterns",
        what: `${expanded.endless} is part of itself.`,
        why: "Elasticsearch refuses the pipeline: nothing of the component would be stored.",
        fix: `say in pattern_definitions what ${expanded.endless} is made of, without itself.`,
      }),
    ];
  return [
    error({
      id: "grok-pattern-unknown",
      where: "patterns",
      what: `"${clip(pattern)}" names ${expanded.unknown}, which is not among its definitions.`,
      why: "Elasticsearch refuses the pipeline; or grok brings a pattern of that name along, and nothing tells how long that takes.",
      fix: `add ${expanded.unknown} to pattern_definitions.`,
    }),
  ];
}

const costly = (pattern: string, cost: string): Finding =>
  error({
    id: "pattern-costly",
    where: "pattern",
    what: `"${clip(pattern)}": ${cost}.`,
    why: "one long line, and anybody can write one, keeps a thread of Elasticsearch busy for minutes: soon no line is stored.",
    fix: "bound its repeats ({0,64}), let them match different characters, or begin with what does not begin just anywhere.",
  });
