import type { Field } from "../field";
import { timestamp } from "../fields";
import { exists, kql } from "../filter";
import type { Bucket, Measure, PanelQuery } from "../panel";
import { dataTypeOf, formatOf } from "./lens-format";

/**
 * The columns of Kibana's Lens: each bucket and each measure of a question is one. Their shape is that of Lens's
 * "formBased" data source, read in elastic/kibana (`lens/public/datasources/form_based/operations/definitions`).
 */
export interface LensColumns {
  readonly columnOrder: readonly string[];
  readonly columns: Readonly<Record<string, object>>;
}

export const bucketId = (at: number): string => `bucket-${at}`;
export const measureId = (at: number): string => `measure-${at}`;

export function lensColumns({ by, measures }: PanelQuery): LensColumns {
  const columns = [
    ...by.map((bucket, at): Column => [bucketId(at), bucketColumn(bucket)]),
    ...measures.flatMap((measure, at) => measureColumns(measureId(at), measure)),
  ];
  return { columnOrder: columns.map(([id]) => id), columns: Object.fromEntries(columns) };
}

type Column = readonly [string, object];

function bucketColumn(bucket: Bucket): object {
  if (bucket.kind === "time")
    return {
      label: timestamp.name,
      dataType: "date",
      operationType: "date_histogram",
      sourceField: timestamp.name,
      isBucketed: true,
      scale: "interval",
      params: { interval: "auto", includeEmptyRows: true, dropPartials: false },
    };
  return {
    label: bucket.title,
    customLabel: true,
    dataType: dataTypeOf(bucket.field),
    operationType: "terms",
    sourceField: bucket.field.name,
    isBucketed: true,
    scale: "ordinal",
    params: {
      size: bucket.most,
      orderBy: { type: "column", columnId: measureId(0) },
      orderDirection: "desc",
      // Another search for what is left would cost as much as the first.
      otherBucket: false,
      missingBucket: false,
      parentFormat: { id: "terms" },
      include: [],
      exclude: [],
      includeIsRegex: false,
      excludeIsRegex: false,
    },
  };
}

function measureColumns(id: string, measure: Measure): Column[] {
  if (measure.kind === "share") return shareColumns(id, measure.title, kql(measure.of));
  return [[id, { label: measure.title, customLabel: true, isBucketed: false, ...operation(measure) }]];
}

function operation(measure: Exclude<Measure, { readonly kind: "share" }>): object {
  const format = measure.unit && { format: formatOf(measure.unit) };
  switch (measure.kind) {
    case "count":
      return {
        ...count,
        params: { emptyAsNull: false, ...format },
        ...(measure.of && { filter: inKuery(kql(measure.of)) }),
      };
    case "minimum":
      return { ...number("min", measure.field), params: { emptyAsNull: true, ...format } };
    case "maximum":
      return { ...number("max", measure.field), params: { emptyAsNull: true, ...format } };
    case "percentile":
      return { ...number("percentile", measure.field), params: { percentile: measure.percent, ...format } };
    case "distinct":
      return {
        ...number("unique_count", measure.field),
        dataType: "number",
        params: { emptyAsNull: false, ...format },
      };
    case "last":
      return {
        dataType: dataTypeOf(measure.field),
        operationType: "last_value",
        sourceField: measure.field.name,
        scale: dataTypeOf(measure.field) === "number" ? "ratio" : "ordinal",
        filter: inKuery(kql(exists(measure.field))),
        // Of fields that are no keyword only "array values" can be shown: those are read from the document itself.
        params: { sortField: timestamp.name, showArrayValues: true, ...format },
      };
  }
}

const count = { dataType: "number", operationType: "count", sourceField: "___records___", scale: "ratio" } as const;

const number = (operationType: string, field: Field) => ({
  dataType: dataTypeOf(field),
  operationType,
  sourceField: field.name,
  scale: "ratio",
});

/** A formula, and the columns that Lens makes of one: what is counted, of how many, and the division. */
function shareColumns(id: string, title: string, of: string): Column[] {
  const formula = `count(kql='${of.replace(/'/g, "\\'")}') / count()`;
  const part = { label: `Part of ${title}`, customLabel: true, isBucketed: false } as const;
  const [counted, all, division] = [`${id}X0`, `${id}X1`, `${id}X2`];
  return [
    [
      id,
      {
        label: title,
        customLabel: true,
        dataType: "number",
        operationType: "formula",
        isBucketed: false,
        scale: "ratio",
        params: { formula, isFormulaBroken: false, format: formatOf("ratio") },
        references: [division],
      },
    ],
    [counted, { ...part, ...count, params: { emptyAsNull: false }, filter: inKuery(of) }],
    [all, { ...part, ...count, params: { emptyAsNull: false } }],
    [
      division,
      {
        ...part,
        dataType: "number",
        operationType: "math",
        scale: "ratio",
        params: {
          tinymathAst: {
            type: "function",
            name: "divide",
            args: [counted, all],
            location: { min: 0, max: formula.length },
            text: formula,
          },
        },
        references: [counted, all],
      },
    ],
  ];
}

const inKuery = (query: string) => ({ query, language: "kuery" });
