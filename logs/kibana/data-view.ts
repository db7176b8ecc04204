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

/** Where a value of a field leads in Kibana. */
export interface FieldLink {
  readonly field: Field;
  /** Kibana writes the value, percent-encoded, in place of `{{value}}`. */
  readonly url: string;
}

/** By names and types as the Terraform provider takes them. */
export interface DataView {
  readonly id: string;
  readonly name: string;
  /** The pattern of the data streams. */
  readonly title: string;
  readonly timeFieldName: string;
  /** Before the first line was written there is nothing that the pattern matches. */
  readonly allowNoIndex: true;
  readonly fieldFormats: Readonly<Record<string, FieldFormat>>;
}

export interface FieldFormat {
  readonly id: "duration" | "url";
  readonly params: Readonly<Record<string, boolean | number | string>>;
}

/** @param links only those of `fields` are used */
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

/** Of `trace.id`: to what all components wrote of the same request, as far back as lines are kept. */
export const traceLink = (environment: Pick<Environment, "name" | "elk">): FieldLink => ({
  field: traceId,
  url: askedUrl(viewOfAll(environment), traceSearch, is(traceId, placeholder), {
    from: `now-${daysOf(keptFor(environment))}d`,
    to: "now",
  }),
});

/** What Kibana puts the value of a field in place of. */
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
