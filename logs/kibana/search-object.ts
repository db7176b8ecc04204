import { timestamp } from "../fields";
import type { SavedSearch } from "../panel";
import type { LogView } from "../view";
import { inKuery } from "./kuery";
import type { SavedObject } from "./saved-object";
import { dataViewReference } from "./saved-object";

/** Name by which the attributes refer to the data view; Kibana's own. */
const indexReference = "kibanaSavedObjectMeta.searchSourceJSON.index";

export const searchObject = (search: SavedSearch, view: LogView): SavedObject => ({
  type: "search",
  id: search.id,
  attributes: {
    title: search.title,
    description: search.description,
    columns: search.columns.map(({ name }) => name),
    sort: [[timestamp.name, search.order === "oldest-first" ? "asc" : "desc"]],
    grid: {},
    hideChart: false,
    isTextBasedQuery: false,
    timeRestore: false,
    kibanaSavedObjectMeta: {
      searchSourceJSON: JSON.stringify({
        query: inKuery(search.filter),
        filter: [],
        indexRefName: indexReference,
      }),
    },
  },
  references: [dataViewReference(indexReference, view)],
});
