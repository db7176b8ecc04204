import type { DeployedDashboard } from "../deployed/dashboards";
import { scrapeInterval } from "../environments/scrape";
import { times } from "../units/quantities";
import { promDuration } from "../units/text";

interface Variable {
  readonly name: string;
  readonly allValue?: string;
}

/** A panel's query with its variables filled in, as Grafana does when a dashboard is opened: everything is chosen. */
export function asGrafanaAsks(text: string, { settings }: Pick<DeployedDashboard, "settings">): string {
  const { list: variables = [] } = (settings.templating ?? {}) as { readonly list?: readonly Variable[] };
  const values: readonly (readonly [string, string])[] = [
    // Four scrapes: https://grafana.com/docs/grafana/latest/datasources/prometheus/template-variables/
    ["__rate_interval", promDuration(times(scrapeInterval, 4))],
    ["__interval", promDuration(scrapeInterval)],
    ["__range", "6h"],
    ...variables.map(({ name, allValue = ".*" }) => [name, allValue] as const),
  ];
  return values.reduce(
    (query, [name, value]) => query.replace(new RegExp(`\\$${name}\\b|\\$\\{${name}(:\\w+)?\\}`, "g"), () => value),
    text,
  );
}
