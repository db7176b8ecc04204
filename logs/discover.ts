import type { Field } from "./field";
import { message } from "./fields";
import type { LogView } from "./view";

/**
 * Time range that Kibana shows: in its own words, `now-1h`, or what Grafana puts in for the range that is being looked
 * at.
 */
export interface TimeRange {
  readonly from: string;
  readonly to: string;
}

/** The same range as in Grafana, in links of its panels. */
export const shownInGrafana: TimeRange = { from: "${__from:date:iso}", to: "${__to:date:iso}" };

/** The last hour, for links that are followed soon. */
export const lastHour: TimeRange = { from: "now-1h", to: "now" };

/**
 * The last three days, for links that wait until somebody is at work: what came on Friday evening is read on Monday
 * morning.
 */
export const lastThreeDays: TimeRange = { from: "now-3d", to: "now" };

/**
 * Address of Kibana's Discover with a question asked. The form of the address is Kibana's since 8.15 and documented
 * nowhere (elastic/kibana#181963, #182321).
 *
 * @param kql may hold Grafana's placeholders, `${__field.labels.endpoint:percentencode}` or `{{ $labels.endpoint |
 * urlquery }}`
 */
export function discoverUrl(
  { id, space, kibana }: LogView,
  kql: string,
  { from, to }: TimeRange,
  columns: readonly [Field, ...Field[]] = [message],
): string {
  const range = `(time:(from:'${from}',to:'${to}'))`;
  const state = [
    `columns:!(${columns.map(({ name }) => inRison(name)).join(",")})`,
    `dataSource:(dataViewId:${inRison(id)},type:dataView)`,
    `query:(language:kuery,query:${inRison(kql)})`,
  ];
  return `${kibana}/s/${space}/app/discover#/?_g=${range}&_a=(${state.join(",")})`;
}

/** Whether an address is that of a view in Discover, whatever is asked there. */
export function leadsTo({ id, space, kibana }: LogView): (url: string) => boolean {
  const discover = `${kibana}/s/${space}/app/discover#`;
  const view = `dataViewId:${inRison(id)},`;
  return (url) => url.startsWith(discover) && url.includes(view);
}

const placeholder = /(\$\{[^}]*\}|\{\{[^}]*\}\})/;

/** A text in Rison, the notation of Kibana's addresses, as part of an address: all but placeholders is literal. */
export const inRison = (text: string): string =>
  `'${text
    .split(placeholder)
    .map((part, at) => (at % 2 === 1 ? part : encodeURIComponent(part.replace(/[!']/g, "!$&"))))
    .join("")}'`;
