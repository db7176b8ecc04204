import { parse as parseYaml, stringify } from "yaml";
import type { Side } from "../../../diff/context";
import { withAttributes } from "./side";

/**
 * Everything written otherwise, and nothing else: JSON and YAML with other spaces and keys in another order, queries
 * too.
 */
export const reformatted = (side: Side): Side =>
  withAttributes(side, (address, attribute, value) => {
    if (attribute === "rule" && address.startsWith("grafana_rule_group.")) return (value as Rule[]).map(rule);
    if (attribute === "depends_on") return [...(value as string[])].reverse();
    if (attribute === "values" && address.startsWith("helm_release.")) return (value as string[]).map(yaml);
    return typeof value === "string" && /^[{[]/.test(value) && isJson(value)
      ? JSON.stringify(reversed(JSON.parse(value)), null, 3)
      : value;
  });

interface Rule {
  readonly data: readonly { readonly model: string }[];
}

const rule = ({ data, ...rest }: Rule): object => ({
  data: data.map(({ model, ...step }) => ({ model: JSON.stringify(reversed(JSON.parse(model)), null, 1), ...step })),
  ...rest,
});

/** A text with a reference to Terraform in it is the same text whoever prints it. */
const yaml = (text: string): string => stringify(reversed(parseYaml(text)), { lineWidth: 0, indent: 4 });

/** Keys in the opposite order, and queries in other words. */
function reversed(value: unknown, key = ""): unknown {
  if (typeof value === "string") return key === "expr" ? query(value) : value;
  if (Array.isArray(value)) return value.map((item) => reversed(item));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([name, part]) => [name, reversed(part, name)]),
  );
}

/** Brackets around it, wider spaces, and the labels of simple selectors in the opposite order. */
const query = (text: string): string =>
  `(\n  ${text.replaceAll(/\{(\w+="[\w-]*"),(\w+!?=~?"[\w. -]*")\}/g, "{ $2 , $1 }").replaceAll(" / ", "  /  ")}\n)`;

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
