import type { Unit } from "../../units/unit";
import type { Field, FieldType } from "../field";

/** Type of what is in a field, as Kibana calls it. */
export const dataTypeOf = ({ type }: Field): string => dataTypes[type];

const dataTypes: Readonly<Record<FieldType, string>> = {
  boolean: "boolean",
  constant_keyword: "string",
  date: "date",
  double: "number",
  flattened: "string",
  ip: "ip",
  keyword: "string",
  long: "number",
  match_only_text: "string",
  wildcard: "string",
};

/** How Lens writes numbers of a unit; counted things have no decimals. */
export function formatOf(unit: Unit): object {
  switch (unit) {
    case "ratio":
      return { id: "percent", params: { decimals: 1 } };
    case "percent":
      return { id: "number", params: { decimals: 1, suffix: " %" } };
    case "bytes":
      return { id: "bytes", params: { decimals: 1 } };
    case "seconds":
      return { id: "duration", params: { decimals: 2, fromUnit: "seconds", toUnit: "humanizePrecise" } };
    case "requestsPerSecond":
    case "perSecond":
    case "times":
      return { id: "number", params: { decimals: 2 } };
    default:
      return { id: "number", params: { decimals: 0 } };
  }
}
