import type { Matcher, Selector } from "../ast";
import { labelName, stringValue } from "./literals";
import { Refusal } from "./refusal";
import type { Node } from "./tree";
import { child } from "./tree";

/**
 * Reads a selector: the metric's name before the braces or, quoted, inside; and the matchers. Range, `offset` and `@`
 * are suffixes.
 */
export function selector(node: Node): Selector {
  const names: string[] = [];
  const matchers: Matcher[] = [];
  for (const part of node.children.flatMap((of) => (of.name === "LabelMatchers" ? of.children : [of]))) {
    if (part.name === "Identifier") names.push(part.text);
    else if (part.name === "QuotedLabelName") names.push(labelName(part));
    else matchers.push(matcher(part));
  }
  const [metric, second] = names;
  if (second !== undefined) throw new Refusal(node.from, `the selector names two metrics, "${metric}" and "${second}"`);
  return { kind: "selector", ...(metric !== undefined && { metric }), matchers };
}

function matcher(node: Node): Matcher {
  const op = child(node, 1).text;
  return {
    label: labelName(child(node, 0)),
    op: op === "!=" || op === "=~" || op === "!~" ? op : "=",
    value: stringValue(child(node, 2)),
  };
}
