import type { AnyAlert } from "../alerts/alert";
import { discoverUrl, lastHour, lastThreeDays } from "../logs/discover";
import { is } from "../logs/filter";
import type { LogTarget } from "../logs/target";
import { askedIn, asksFor, labelledIn } from "./logged";
import type { Dashboard } from "./panel";
import { panelsOf } from "./panel";

/**
 * Address in Kibana to which an alert leads: the last lines of what has the labels of its instance. Templates of
 * annotations know no time, so the stretch ends when the link is followed; it reaches back as far as it may have
 * waited. The panel of the alert, to which Grafana leads at the hour of the alert itself, leads to the logs of that
 * hour.
 */
export function logsUrlOf(alert: AnyAlert, dashboard: Dashboard, target: LogTarget): string {
  const panel = panelsOf(dashboard).find(({ key }) => key === alert.kind);
  const asked = asksFor(askedIn(alert.value));
  const [first, ...more] = labelledIn(panel?.queries[0], target);
  const range = alert.severity === "page" ? lastHour : lastThreeDays;
  if (!first) return discoverUrl(target.view, asked, range);
  // The labels are put in last: KQL would escape what stands in a template.
  const labels = asksFor([first, ...more].map(({ label, field }) => is(field, `{{${label}}}`))).replace(
    /\{\{(.+?)\}\}/g,
    (_, label: string) => ofInstance(label),
  );
  // An instance that fires because there is no data has no labels either.
  const whereLabelled = `{{ if index $labels \`${first.label}\` }}${asked && " and "}${labels}{{ end }}`;
  return discoverUrl(target.view, asked + whereLabelled, range);
}

/**
 * A label in templates of Grafana's alerts: for KQL, in which `"` ends a text, within Rison, in which `'` does, within
 * an address. Names of fields have dots, which only `index` takes; in backticks, for quotes would be escaped on their
 * way.
 */
const ofInstance = (label: string) =>
  `{{ index $labels \`${label}\` | reReplaceAll \`["\\\\]\` \`\\$0\` | reReplaceAll \`[!']\` \`!$0\` | urlquery }}`;
