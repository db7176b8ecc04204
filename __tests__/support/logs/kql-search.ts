import type { Filter } from "../../../logs/filter";
import { readKql } from "./kql";

/**
 * What Kibana asks Elasticsearch for where somebody has written this in its query language (elastic/kibana,
 * `kbn-es-query`, `kuery/functions`): a phrase for what stands in quotes, whatever type the field has.
 *
 * @param text none: whatever there is
 */
export const kqlSearch = (text: string): object => (text === "" ? { match_all: {} } : searchOf(readKql(text)));

function searchOf(filter: Filter): object {
  switch (filter.kind) {
    case "is":
      return { [typeof filter.value === "string" ? "match_phrase" : "match"]: { [filter.field.name]: filter.value } };
    case "exists":
      return { exists: { field: filter.field.name } };
    case "at-least":
      return { range: { [filter.field.name]: { gte: filter.value } } };
    case "all":
      return { bool: { filter: filter.of.map(searchOf) } };
    case "any":
      return { bool: { should: filter.of.map(searchOf), minimum_should_match: 1 } };
    case "not":
      return { bool: { must_not: searchOf(filter.of) } };
  }
}
