import type { Suspect } from "../../alerts/alert";
import { suspectsOf } from "../../alerts/dependencies";
import { http } from "../../signals/http";
import { graph, query } from "../build";
import { dashboardUrl } from "../links";
import type { Row } from "../panel";
import type { Context } from "./context";

/** Row of where a page of the service says to look first, and how ill that was when; none where nothing is needed. */
export function needed({ service }: Context): Row[] {
  const [first, ...others] = suspectsOf(service);
  if (!first) return [];
  const link = ({ title, dashboardUid }: Suspect) => ({ title, url: dashboardUrl(dashboardUid) });
  const panel = graph("dependencies", http.alarm, {
    title: "Alarm level of what it needs",
    description: `What ${service.name} cannot answer without: 0 is well, or nothing is known. What rose first is where to look first.`,
    width: 24,
    height: 6,
    thresholds: [{ above: 1 }],
    links: [link(first), ...others.map(link)],
    queries: [query(first.title, first.level), ...others.map(({ title, level }) => query(title, level))],
  });
  return [{ title: "What it needs", panels: [panel] }];
}
