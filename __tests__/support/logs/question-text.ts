import { kql } from "../../../logs/filter";
import type { Bucket, LogDashboard, LogPanel, Measure, SavedSearch } from "../../../logs/panel";

/** A dashboard of Kibana as a person reads it: a line a panel, with its question in words. */
export const logDashboardText = ({ title, panels, links }: LogDashboard): string =>
  [title, ...panels.map(panelText), "leads to", ...links.map((link) => `  ${link.title} → ${link.url}`)].join("\n");

/** A panel, with its question in words. */
export const panelText = ({ title, chart, width, height, query, description }: LogPanel): string =>
  [
    `${title} | ${chart} ${width}×${height}`,
    `  asks   ${[query.measures.map(measureText).join(", "), ...query.by.map(bucketText), ...(query.filter ? [`where ${kql(query.filter)}`] : [])].join("; ")}`,
    `  says   ${description}`,
  ].join("\n");

function measureText(measure: Measure): string {
  switch (measure.kind) {
    case "count":
      return `"${measure.title}": number${measure.of ? ` where ${kql(measure.of)}` : ""}`;
    case "share":
      return `"${measure.title}": share where ${kql(measure.of)}`;
    case "percentile":
      return `"${measure.title}": percentile ${measure.percent} of ${measure.field.name}`;
    default:
      return `"${measure.title}": ${measure.kind} ${measure.field.name}`;
  }
}

const bucketText = (bucket: Bucket): string =>
  bucket.kind === "time" ? "over time" : `for each ${bucket.field.name} ("${bucket.title}", ${bucket.most} at most)`;

/** A saved search: what it looks for, and the columns that it shows. */
export const searchText = ({ id, title, filter, columns, order }: SavedSearch): string =>
  [
    `${title} (${id})`,
    `  where    ${filter ? kql(filter) : "all"}`,
    `  columns  ${columns.map(({ name }) => name).join(", ")}; ${order ?? "newest-first"}`,
  ].join("\n");
