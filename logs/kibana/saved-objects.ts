import type { LogDashboard, SavedSearch } from "../panel";
import type { LogView } from "../view";
import { dashboardObject } from "./dashboard-object";
import { ndjson } from "./saved-object";
import { searchObject } from "./search-object";

/** All that is shown of a data view. */
export interface ViewContent {
  readonly view: LogView;
  readonly dashboard?: LogDashboard;
  readonly searches: readonly SavedSearch[];
}

/**
 * Dashboard and searches of a data view, as the file that Kibana imports, with fixed ids: what it holds takes the place
 * of what was there.
 */
export const savedObjects = ({ view, dashboard, searches }: ViewContent): string =>
  ndjson([
    ...searches.map((search) => searchObject(search, view)),
    ...(dashboard ? [dashboardObject(dashboard, view)] : []),
  ]);
