import type { TimeRange } from "../discover";
import { inRison } from "../discover";
import type { Filter } from "../filter";
import { kql } from "../filter";
import type { SavedSearch } from "../panel";
import type { LogView } from "../view";

type Place = Pick<LogView, "kibana" | "space">;

/** Address of a saved search in Kibana. */
export const savedSearchUrl = ({ kibana, space }: Place, { id }: Pick<SavedSearch, "id">): string =>
  `${kibana}/s/${space}/app/discover#/view/${id}`;

/**
 * Address of a saved search that looks for something else, at another time: columns and order stay its own.
 *
 * @param filter may hold Kibana's placeholder `{{value}}`
 */
export const askedUrl = (place: Place, search: SavedSearch, filter: Filter, { from, to }: TimeRange): string =>
  `${savedSearchUrl(place, search)}?_g=(time:(from:'${from}',to:'${to}'))&_a=(query:(language:kuery,query:${inRison(kql(filter))}))`;
