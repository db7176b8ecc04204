import type { Labels } from "../promql/labels";
import { fixed, humanized } from "./go-numbers";

/** What a template is told of an instance of an alert. */
export interface TemplateData {
  readonly labels: Labels;
  /** Values by the letters of what was asked. */
  readonly values: ReadonlyMap<string, number>;
}

/**
 * The text that Grafana makes of an annotation: as much of Go's text/template as our annotations need. Whatever else
 * stands in a template stays as it is, where nobody overlooks it. As `Expand` in
 * pkg/services/ngalert/state/template/template.go of grafana/grafana, whose functions are those of template/template.go
 * of prometheus/prometheus.
 */
export function rendered(template: string, data: TemplateData): string {
  /** Of what is open, whether it is written, and whether one of its branches was. */
  const open: { readonly writes: boolean; readonly done: boolean }[] = [];
  let text = "";
  for (const [at, part] of template.split(/\{\{\s*(.*?)\s*\}\}/).entries()) {
    const [, word, condition] = at % 2 === 1 ? (/^(if|else if|else|end)(?: (.*))?$/.exec(part) ?? []) : [];
    if (word === undefined) {
      if (open.every(({ writes }) => writes)) text += at % 2 === 1 ? textOf(part, data) : part;
      continue;
    }
    const done = word !== "if" && open.pop()?.done === true;
    if (word === "end") continue;
    const writes = !done && (condition === undefined || holds(condition, data));
    open.push({ writes, done: done || writes });
  }
  return text;
}

type Known = string | number | undefined;

const comparisons: Readonly<Record<string, (one: Known, other: Known) => boolean>> = {
  eq: (one, other) => one === other,
  ne: (one, other) => one !== other,
  ge: (one, other) => Number(one) >= Number(other),
  gt: (one, other) => Number(one) > Number(other),
};

function holds(condition: string, data: TemplateData): boolean {
  const [, name = "", one = "", other = ""] = /^(\w+) (\S+) (\S+)$/.exec(condition) ?? [];
  return comparisons[name]?.(termOf(one, data), termOf(other, data)) ?? false;
}

function termOf(term: string, { labels, values }: TemplateData): Known {
  const [, label] = /^\$labels\.(\w+)$/.exec(term) ?? [];
  if (label !== undefined) return labels[label];
  const [, letter] = /^\$values\.(\w+)\.Value$/.exec(term) ?? [];
  if (letter !== undefined) return values.get(letter);
  const [, literal] = /^"(.*)"$/.exec(term) ?? [];
  return literal ?? Number(term);
}

/** A term, or one that goes through a function. */
function textOf(action: string, data: TemplateData): string {
  const [, term, call] = /^(\$\S+|"[^"]*")(?: \| (.+))?$/.exec(action) ?? [];
  const write = call === undefined ? String : writers(call);
  if (term === undefined || !write) return `{{ ${action} }}`;
  const known = termOf(term, data);
  return known === undefined ? "[no value]" : write(known);
}

function writers(call: string): ((value: Known) => string) | undefined {
  const [, digits] = /^printf "%\.(\d)f"$/.exec(call) ?? [];
  const write = digits === undefined ? humanized[call] : (value: number) => fixed(value, Number(digits));
  return write && ((value) => write(Number(value)));
}
