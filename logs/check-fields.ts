import type { Finding } from "../findings/finding";
import { error } from "../findings/finding";
import type { Field } from "./field";

/** The fields that are indexed of one component. */
export interface FieldsOf {
  readonly component: string;
  readonly fields: readonly Field[];
}

/**
 * Findings of fields that one index cannot have together, and of those that no search can ask for over all components.
 */
export const checkFields = (all: readonly FieldsOf[]): Finding[] => [...all.flatMap(objects), ...typesThatDiffer(all)];

const objects = ({ component, fields }: FieldsOf): Finding[] => {
  const names = new Set(fields.map(({ name }) => name));
  return fields.flatMap(({ name }) =>
    objectsAbove(name)
      .filter((object) => names.has(object))
      .map((object) =>
        error({
          id: "field-is-object",
          where: `${component} logs.${object}`,
          what: `the field has a value, and "${name}" makes an object of it.`,
          why: "Elasticsearch refuses the template, or each line that has the other of the two: nobody would see it again.",
          fix: `give the value a name of its own in there: "${object}.name".`,
        }),
      ),
  );
};

/** `a` and `a.b` of `a.b.c`. */
const objectsAbove = (name: string): string[] =>
  name
    .split(".")
    .slice(0, -1)
    .map((_, at, parts) => parts.slice(0, at + 1).join("."));

function typesThatDiffer(all: readonly FieldsOf[]): Finding[] {
  const first = new Map<string, { readonly component: string; readonly type: string }>();
  return all.flatMap(({ component, fields }) =>
    fields.flatMap(({ name, type }) => {
      const known = first.get(name);
      if (known === undefined) first.set(name, { component, type });
      if (known === undefined || known.type === type) return [];
      return error({
        id: "field-with-two-types",
        where: `${component} logs.${name}`,
        what: `the field is "${type}" here and "${known.type}" in the logs of ${known.component}.`,
        why: "within one index the later one wins; the view of all can neither search nor count what differs: Kibana calls it a conflict.",
        fix: "use one and the same Field, or another name.",
      });
    }),
  );
}
