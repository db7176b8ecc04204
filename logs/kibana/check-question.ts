import { clip } from "../../findings/clip";
import type { Finding } from "../../findings/finding";
import { error, errorUnless, within } from "../../findings/finding";
import { didYouMean, nearest } from "../../findings/nearest";
import type { Field, FieldType } from "../field";
import type { Filter } from "../filter";
import { fieldsIn } from "../filter";
import type { LogPanel, Measure } from "../panel";
import { isByValues } from "../panel";

/** Findings of what a panel asks that has no answer. */
export const checkQuestion = ({ chart, query }: LogPanel, fields: readonly Field[]): Finding[] => [
  ...checkSearched("filter", query.filter, fields),
  ...query.by
    .filter(isByValues)
    .flatMap(({ field }, at) =>
      within(`by[${at}]`, [...checkIndexed(field, fields), ...checkType(field, groupable, "told apart by it")]),
    ),
  ...query.measures.flatMap((measure, at) => within(`measures[${at}]`, checkMeasure(measure, fields))),
  ...errorUnless(!query.by.some(isByValues) || ranks(query.measures[0]), {
    id: "panel-ranks-by-nothing",
    where: "measures[0]",
    what: `the values that are the most are looked for by "${query.measures[0].title}", which cannot be ranked by.`,
    why: "Kibana shows an error in place of the panel.",
    fix: "put a count, a minimum, a maximum, a whole percentile or a number of distinct values first.",
  }),
  ...errorUnless(charts[chart](query.by.map(({ kind }) => kind)), {
    id: "panel-cannot-be-drawn",
    where: "chart",
    what: `"${chart}" cannot show what is told apart by ${query.by.map(({ kind }) => kind).join(" and ") || "nothing"}.`,
    why: "Kibana shows nothing, or one number of many.",
    fix: "a number is told apart by nothing; lines and bars by the time or one field's values, or both; anything can be a table.",
  }),
];

/** Findings of what a filter asks for and can never find. */
export const checkSearched = (where: string, filter: Filter | undefined, fields: readonly Field[]): Finding[] =>
  filter === undefined
    ? []
    : within(
        where,
        fieldsIn(filter).flatMap((field) => checkIndexed(field, fields)),
      );

const checkMeasure = (measure: Measure, fields: readonly Field[]): Finding[] => {
  switch (measure.kind) {
    case "count":
    case "share":
      return checkSearched("of", measure.of, fields);
    case "percentile":
      return [...checkIndexed(measure.field, fields), ...checkType(measure.field, numbers, "calculated with")];
    case "minimum":
    case "maximum":
      return [...checkIndexed(measure.field, fields), ...checkType(measure.field, ordered, "compared")];
    case "distinct":
      return [...checkIndexed(measure.field, fields), ...checkType(measure.field, groupable, "counted apart")];
    case "last":
      return checkIndexed(measure.field, fields);
  }
};

const numbers: readonly FieldType[] = ["long", "double"];
const ordered: readonly FieldType[] = [...numbers, "date"];
/** Types whose values Elasticsearch keeps in columns; of texts it only knows words. */
const groupable: readonly FieldType[] = [...ordered, "boolean", "constant_keyword", "ip", "keyword", "wildcard"];

const checkType = ({ name, type }: Field, types: readonly FieldType[], how: string): Finding[] =>
  errorUnless(types.includes(type), {
    id: "field-not-aggregated",
    where: clip(name),
    what: `a field of type "${type}" cannot be ${how}.`,
    why: "Elasticsearch refuses the search, and Kibana shows an error in place of the panel.",
    fix: `ask a field of type ${types.join(", ")}.`,
  });

const checkIndexed = ({ name, type }: Field, fields: readonly Field[]): Finding[] => {
  if (fields.some((field) => field.name === name && field.type === type)) return [];
  const others = fields.map((field) => field.name).filter((other) => other !== name);
  return [
    error({
      id: "field-not-indexed",
      where: clip(name),
      what: `no field "${name}" of type "${type}" is indexed here.`,
      why: "the question finds nothing, and that looks like silence.",
      fix: didYouMean(nearest(name, others), "index it, or ask for another."),
    }),
  ];
};

/** Kibana ranks by what Elasticsearch can order by: no quotient of two counts, and of percentiles only whole ones. */
const ranks = (measure: Measure): boolean =>
  measure.kind === "percentile" ? Number.isInteger(measure.percent) : !["share", "last"].includes(measure.kind);

type Kinds = readonly ("time" | "values")[];

const charts: Readonly<Record<LogPanel["chart"], (by: Kinds) => boolean>> = {
  number: (by) => by.length === 0,
  lines: isGraph,
  bars: isGraph,
  table: () => true,
};

function isGraph(by: Kinds): boolean {
  return by.length >= 1 && by.length <= 2 && new Set(by).size === by.length;
}
