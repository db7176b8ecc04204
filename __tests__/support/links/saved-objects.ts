/** What saved objects of Kibana refer to without a link: data views, and fields of their lines. */
import { fieldsIn } from "../../../logs/filter";
import { readKql } from "../logs/kql";
import type { Destinations, SavedObject } from "./destinations";

export const wrongWithObjects = ({ objects, dataViews }: Destinations): string[] =>
  [...objects.values()].flatMap((object) => {
    const ids = [...new Set(object.references.filter(({ type }) => type === "index-pattern").map(({ id }) => id))];
    const views = ids.map((id) => ({ id, view: dataViews.get(`${object.space}/${id}`) }));
    const where = `Kibana ${object.type} ${object.id}`;
    return [
      ...(ids.length > 0 ? [] : [`${where}: it refers to no data view`]),
      ...views.flatMap(({ id, view }) =>
        view
          ? namedIn(object)
              .filter((name) => !view.fields.has(name))
              .map((name) => `${where}: ${id} has no field ${name}`)
          : [`${where}: there is no data view ${id} in ${object.space}`],
      ),
    ];
  });

/** Fields of its columns and questions, also in JSON within JSON. Lens has records where no field is counted. */
function namedIn({ attributes }: SavedObject): string[] {
  const names = (part: unknown, key: string): string[] => {
    if (typeof part === "string") {
      if (key === "sourceField") return part.startsWith("___") ? [] : [part];
      if (key === "query") return part === "" ? [] : fieldsIn(readKql(part)).map(({ name }) => name);
      return key.endsWith("JSON") ? names(JSON.parse(part), "") : [];
    }
    if (typeof part !== "object" || part === null) return [];
    return Object.entries(part).flatMap(([inner, value]) => names(value, inner));
  };
  return [...(Array.isArray(attributes.columns) ? (attributes.columns as string[]) : []), ...names(attributes, "")];
}
