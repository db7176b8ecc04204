import { parser } from "@prometheus-io/lezer-promql";
import { nearest } from "../../findings/nearest";
import { functions } from "../functions";
import { unquote } from "../strings";
import { Refusal } from "./refusal";

/** A node of the tree that the grammar makes of a text, without comments and without errors. */
export interface Node {
  readonly name: string;
  readonly from: number;
  readonly text: string;
  readonly children: readonly Node[];
}

// Digits of the same length keep every position of the tree true for the text.
const windowVariable = /(?<=[[:]\s*)\$__(?:rate_interval|interval|range)(?=\s*[\]:])/g;

/** The tree of a whole query. Throws a {@link Refusal} where the grammar finds an error. */
export function syntaxTree(text: string): Node {
  const known = text.replace(windowVariable, (variable) => "1".repeat(variable.length));
  return child(node(parser.parse(known).cursor(), text), 0);
}

/** A node's child at an index. Throws a {@link Refusal} where there is none. */
export function child(of: Node, index: number): Node {
  const found = of.children[index];
  if (!found) throw new Refusal(of.from, `"${of.text}" is incomplete`);
  return found;
}

type Cursor = ReturnType<ReturnType<typeof parser.parse>["cursor"]>;

function node(cursor: Cursor, source: string): Node {
  const { name, from, to } = cursor;
  if (cursor.type.isError) throw unexpected(source, from);
  const text = source.slice(from, to);
  if (name === "StringLiteral" && unquote(text) === undefined) throw new Refusal(from, `${text} is no valid string`);
  const children: Node[] = [];
  if (cursor.firstChild()) {
    do {
      if (cursor.name !== "LineComment") children.push(node(cursor, source));
    } while (cursor.nextSibling());
    cursor.parent();
  }
  return { name, from, text, children };
}

function unexpected(source: string, near: number): Refusal {
  const at = near + source.slice(near).search(/\S|$/);
  const token = /^(?:[\w:.]+|\$\w+|\S)/.exec(source.slice(at))?.[0];
  if (token === undefined) return new Refusal(at, "the query ends too early");
  const called = token === "(" && /([\w:]+)\s*$/.exec(source.slice(0, at));
  if (called) return unknownFunction(called.index, called[1] ?? "");
  if (token.startsWith("$__")) {
    return new Refusal(at, `${token} stands in the place of a range or a step only: "[$__rate_interval]"`);
  }
  return new Refusal(at, `unexpected "${token}"`);
}

function unknownFunction(at: number, name: string): Refusal {
  const meant = nearest(name, functions.keys());
  return new Refusal(at, `Prometheus has no function "${name}"${meant ? `; it has "${meant}"` : ""}`, "promql-type");
}
