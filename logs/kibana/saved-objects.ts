import type { LogContent } from "../content";
import type { LogDashboard, SavedSearch } from "../panel";
import { dashboardObject } from "./dashboard-object";
import { ndjson } from "./saved-object";
import { searchObject } from "./search-object";

/** All that is shown of a data view. */
export interface Shown extends Pick<LogContent, "view"> {
  readonly dashboard?: LogDashboard;
  readonly searches: readonly SavedSearch[];
}

/** As the file that Kibana imports, with fixed ids: what it holds takes the place of what was there. */
export const savedObjects = ({ view, dashboard, searches }: Shown): string =>
  ndjson([
    ...searches.map((search) => searchObject(search, view)),
    ...(dashboard ? [dashboardObject(dashboard, view)] : []),
  ]);
