import { timestamp } from "../fields";
import type { Bucket, Measure, PanelQuery } from "../panel";
import { dataTypeOf } from "./lens-format";
import { operation } from "./lens-operation";
import { shareColumns } from "./lens-share";

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

type Column = readonly [id: string, column: object];

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
  if (measure.kind === "share") return shareColumns(id, measure.title, measure.of);
  return [[id, { label: measure.title, customLabel: true, isBucketed: false, ...operation(measure) }]];
}
