import type { Field } from "../field";
import { timestamp } from "../fields";
import type { Filter } from "../filter";
import { exists } from "../filter";
import type { Measure } from "../panel";
import { inKuery } from "./kuery";
import { dataTypeOf, formatOf } from "./lens-format";

/** A measure as Lens has it: the part of a column that tells one measure from another. */
export function operation(measure: Exclude<Measure, { readonly kind: "share" }>): object {
  const format = measure.unit && { format: formatOf(measure.unit) };
  switch (measure.kind) {
    case "count":
      return count({ emptyAsNull: false, ...format }, measure.of);
    case "minimum":
      return number("min", measure.field, { emptyAsNull: true, ...format });
    case "maximum":
      return number("max", measure.field, { emptyAsNull: true, ...format });
    case "percentile":
      return number("percentile", measure.field, { percentile: measure.percent, ...format });
    case "distinct":
      return { ...number("unique_count", measure.field, { emptyAsNull: false, ...format }), dataType: "number" };
    case "last":
      return {
        dataType: dataTypeOf(measure.field),
        operationType: "last_value",
        sourceField: measure.field.name,
        scale: dataTypeOf(measure.field) === "number" ? "ratio" : "ordinal",
        filter: inKuery(exists(measure.field)),
        // Of fields that are no keyword only "array values" can be shown: those are read from the document itself.
        params: { sortField: timestamp.name, showArrayValues: true, ...format },
      };
  }
}

/** An operation that counts documents, or those that a filter keeps. */
export const count = (params: object, of?: Filter): object => ({
  dataType: "number",
  operationType: "count",
  sourceField: "___records___",
  scale: "ratio",
  params,
  ...(of && { filter: inKuery(of) }),
});

const number = (operationType: string, field: Field, params: object): object => ({
  dataType: dataTypeOf(field),
  operationType,
  sourceField: field.name,
  scale: "ratio",
  params,
});
