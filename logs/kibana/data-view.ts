import type { Environment } from "../../environments/environment";
import type { Duration } from "../../units/quantities";
import { days } from "../../units/quantities";
import type { Field } from "../field";
import { duration, timestamp, traceId } from "../fields";
import { is } from "../filter";
import type { LogView } from "../view";
import { viewOfAll } from "../view";
import { askedUrl } from "./addresses";
import { traceSearch } from "./searches";

/** A link of a field: where its values lead in Kibana. */
export interface FieldLink {
  readonly field: Field;
  /** Address of the link; Kibana writes the value, percent-encoded, in place of `{{value}}`. */
  readonly url: string;
}

/** A data view of Kibana, by names and types as the Terraform provider takes them. */
export interface DataView {
  readonly id: string;
  readonly name: string;
  /** Pattern of the data streams' names. */
  readonly title: string;
  readonly timeFieldName: string;
  /** The view may find nothing: before the first line was written there is nothing that the pattern matches. */
  readonly allowNoIndex: true;
  readonly fieldFormats: Readonly<Record<string, FieldFormat>>;
}

export interface FieldFormat {
  readonly id: "duration" | "url";
  readonly params: Readonly<Record<string, boolean | number | string>>;
}

/** Kibana's data view of some logs. @param links only those of `fields` are used */
export const dataView = (view: LogView, fields: readonly Field[], links: readonly FieldLink[]): DataView => ({
  id: view.id,
  name: view.title,
  title: view.pattern,
  timeFieldName: timestamp.name,
  allowNoIndex: true,
  fieldFormats: Object.fromEntries(
    fields.flatMap((field) => {
      const link = links.find((one) => one.field.name === field.name);
      if (link) return [[field.name, linked(link)]];
      return field.name === duration.name ? [[field.name, nanoseconds]] : [];
    }),
  ),
});

/** Link of the field `trace.id` to what all components wrote of the same request, as far back as lines are kept. */
export const traceLink = (environment: Pick<Environment, "name" | "elk">): FieldLink => ({
  field: traceId,
  url: askedUrl(viewOfAll(environment), traceSearch, is(traceId, placeholder), {
    from: `now-${daysOf(keptFor(environment))}d`,
    to: "now",
  }),
});

/** Text in place of which Kibana puts the value of a field. */
export const placeholder = "{{value}}";

/** From the day that a line is written to the day that it is deleted, at the longest. */
const keptFor = ({ elk: { retention } }: Pick<Environment, "elk">): Duration => ({
  milliseconds: retention.rolloverAfter.milliseconds + retention.deleteAfter.milliseconds,
});

const daysOf = ({ milliseconds }: Duration): number => Math.ceil(milliseconds / days(1).milliseconds);

const linked = ({ url }: FieldLink): FieldFormat => ({
  id: "url",
  params: { type: "a", urltemplate: url, labeltemplate: placeholder },
});

/** The unit of ECS, written as a person would: `1.25 seconds`. */
const nanoseconds: FieldFormat = {
  id: "duration",
  params: { inputFormat: "nanoseconds", outputFormat: "humanizePrecise", outputPrecision: 2, useShortSuffix: true },
};
