import type { Binary, Matching } from "../ast";
import { isBinaryOperator } from "../operators";
import { labelList } from "./literals";
import { Refusal } from "./refusal";
import type { Node } from "./tree";

/** All of a binary expression but its two sides. */
export type Operator = Omit<Binary, "kind" | "left" | "right">;

export function operator(node: Node): Operator {
  const [sign, ...modifiers] = node.children.slice(1, -1);
  const op = sign?.text.toLowerCase() ?? "";
  if (!isBinaryOperator(op)) throw new Refusal(node.from, `"${op}" is no operator`);
  return modifiers.reduce<Operator>(modified, { op });
}

function modified(so: Operator, modifier: Node): Operator {
  if (modifier.name === "BoolModifier") return { ...so, bool: true };
  if (modifier.name === "MatchingModifierClause") return { ...so, matching: matching(modifier) };
  throw new Refusal(modifier.from, `"${modifier.text}" needs a feature flag of Prometheus`);
}

function matching(node: Node): Matching {
  const [mode, labels, side, included] = node.children;
  return {
    mode: mode?.name === "On" ? "on" : "ignoring",
    labels: labels ? labelList(labels) : [],
    ...(side && {
      group: {
        side: side.name === "GroupLeft" ? ("left" as const) : ("right" as const),
        labels: included ? labelList(included) : [],
      },
    }),
  };
}
