import { field } from "../../../logs/field";
import type { Filter } from "../../../logs/filter";

/**
 * Reads the part of Kibana's query language that filters are written in, as its reference describes it, back into
 * filters. Kibana's own reader is not run (decision 10). Types of fields are not in the text: all are keywords here.
 *
 * @throws what does not belong to the language, with its place
 */
export function readKql(text: string): Filter {
  let at = 0;
  const skip = (pattern: RegExp): string | undefined => {
    const found = new RegExp(pattern.source, "iy");
    found.lastIndex = at;
    const [matched] = found.exec(text) ?? [];
    if (matched !== undefined) at += matched.length;
    return matched;
  };
  const must = (pattern: RegExp): string => {
    const matched = skip(pattern);
    if (matched === undefined) throw new Error(`no ${pattern.source} at ${at} of ${text}`);
    return matched;
  };
  const joined = (kind: "all" | "any", word: RegExp, part: () => Filter): Filter => {
    const parts: [Filter, ...Filter[]] = [part()];
    while (skip(word) !== undefined) parts.push(part());
    return parts.length === 1 ? parts[0] : { kind, of: parts };
  };
  const either = (): Filter => joined("any", /\s+or\s+/, both);
  const both = (): Filter => joined("all", /\s+and\s+/, negated);
  // What is negated stands in brackets or is a comparison: the language has no `not not`.
  const negated = (): Filter => (skip(/not\s+/) === undefined ? single() : { kind: "not", of: single() });
  const single = (): Filter => {
    if (skip(/\(/) === undefined) return comparison();
    const inside = either();
    must(/\)/);
    return inside;
  };
  const comparison = (): Filter => {
    const asked = field(must(/[^\\():<>"*{}\s]+/), "keyword", "");
    const operator = must(/\s*(:|>=)\s*/).trim();
    if (operator === ">=") return { kind: "at-least", field: asked, value: Number(must(/-?[\d.e+-]+/)) };
    if (skip(/\*/) !== undefined) return { kind: "exists", field: asked };
    const quoted = skip(/"(\\[\s\S]|[^"\\])*"/);
    return quoted === undefined
      ? { kind: "is", field: asked, value: Number(must(/-?[\d.e+-]+/)) }
      : { kind: "is", field: asked, value: quoted.slice(1, -1).replace(/\\(["\\])/g, "$1") };
  };
  const filter = either();
  if (at !== text.length) throw new Error(`nothing can be read from ${at} on of ${text}`);
  return filter;
}
