import type { Finding } from "../findings/finding";
import { error, errorUnless } from "../findings/finding";
import { repeated } from "../findings/repeated";
import type { Field } from "./field";
import { sizeOf } from "./mapping";
import type { IndexTemplate } from "./templates";
import { commonFields, depthLimit, fieldLimit } from "./templates";

/** Whether an index has room for all its fields. */
export const checkFieldLimit = (where: string, fields: readonly Field[]): Finding[] => {
  const all = [...commonFields, ...fields];
  const size = sizeOf(all);
  const deepest = all.reduce((one, other) => (depthOf(other) > depthOf(one) ? other : one));
  return [
    ...errorUnless(size <= fieldLimit, {
      id: "too-many-fields",
      where,
      what: `its lines have ${size} fields and objects; ${fieldLimit} are the most.`,
      why: "Elasticsearch refuses the template, or the next index that is made of it: nothing more would be stored.",
      fix: "leave out what nobody asks for: it is kept with the line all the same.",
    }),
    ...errorUnless(depthOf(deepest) <= depthLimit, {
      id: "too-many-fields",
      where: `${where}.${deepest.name}`,
      what: `the field stands ${depthOf(deepest)} deep; ${depthLimit} is the most.`,
      why: "Elasticsearch refuses the template: nothing would be stored.",
      fix: "give it a name of fewer parts.",
    }),
  ];
};

const depthOf = ({ name }: Field): number => name.split(".").length;

/** Whether each data stream is made of one template, and that of different ones. */
export function checkTemplates(templates: readonly IndexTemplate[]): Finding[] {
  const wide = templates.filter(({ pattern }) => pattern.includes("*"));
  return [
    ...templates.flatMap(composedTwice),
    ...repeated(templates, ({ pattern, priority }) => `${pattern} ${priority}`).map((template) =>
      overlapping(template, template.pattern),
    ),
    // Names without `*` only meet themselves: no need to compare each of them with all others.
    ...wide.flatMap((one) =>
      templates
        .filter(({ pattern, priority }) => pattern !== one.pattern && priority === one.priority)
        .filter(({ pattern }) => overlap(one.pattern, pattern))
        .map((other) => overlapping(one, other.pattern)),
    ),
  ];
}

const composedTwice = ({ name, composedOf }: IndexTemplate): Finding[] =>
  repeated(composedOf, (component) => component).map((component) =>
    error({
      id: "template-composed-twice",
      where: `template ${name}`,
      what: `it is composed of "${component}" twice.`,
      why: "the later one undoes what templates between the two have set.",
      fix: "name each component template once, the most particular one last.",
    }),
  );

const overlapping = ({ name, pattern, priority }: IndexTemplate, other: string): Finding =>
  error({
    id: "templates-overlap",
    where: `template ${name}`,
    what: `a data stream could match "${pattern}" and "${other}", and both templates have the priority ${priority}.`,
    why: "Elasticsearch refuses the later one: its lines would be stored without pipeline, fields and retention of their own.",
    fix: "narrow one of the patterns, or give the narrower one a higher priority.",
  });

/** Whether some name matches both of two patterns, in which `*` stands for any characters. */
function overlap(one: string, other: string): boolean {
  if (one === "" || other === "") return /^\**$/.test(one + other);
  if (one.startsWith("*")) return overlap(one.slice(1), other) || overlap(one, other.slice(1));
  if (other.startsWith("*")) return overlap(other, one);
  return other.startsWith(one.slice(0, 1)) && overlap(one.slice(1), other.slice(1));
}
