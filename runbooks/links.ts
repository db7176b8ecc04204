import { posix } from "node:path";
import type { AnyAlert } from "../alerts/alert";
import { asksFor, askedIn } from "../dashboards/logged";
import { overviewUid } from "../dashboards/links";
import { panelId } from "../dashboards/panel";
import type { Environment } from "../environments/environment";
import { discoverUrl, lastHour, lastThreeDays } from "../logs/discover";
import { kindOf } from "./judgement";
import type { Standing } from "./deployed";

/** Folder into which runbooks are written, from the root of the repository. */
export const runbookFolder = "docs/runbooks";

/**
 * A link in Markdown, its address in angle brackets, for Kibana's addresses have round ones; a table takes a bar for
 * its own.
 */
export const link = (title: string, url: string): string => `[${title}](<${url.replaceAll("|", "%7C")}>)`;

export const runbookLink = (kind: string): string => `[${kind}](${kind}.md)`;

/** A link from a runbook to another file of this repository. */
export const fileLink = (file: string): string => `[${file}](${posix.relative(runbookFolder, file)})`;

type Place = Pick<Environment, "grafana">;

export const dashboardLink = (title: string, uid: string, { grafana }: Place): string =>
  link(title, `${grafana.url}/d/${uid}`);

export const overviewLink = (place: Place): string => dashboardLink("overview", overviewUid, place);

/** A link to the panel that shows what a rule evaluates. */
export const panelLink = ({ alert, slice }: Standing, title: string, { grafana }: Place): string =>
  link(title, `${grafana.url}/d/${slice.dashboard.uid}?viewPanel=${panelId(alert.kind)}`);

/** A link to what was logged lately by what a rule is about; of a rule on logs, the lines that it counts. */
export function logsLink({ alert, slice: { logs } }: Standing, title = "logs"): string {
  return "view" in logs ? link(title, discoverUrl(logs.view, asksFor(askedIn(alert.value)), lately(alert))) : "";
}

const lately = ({ severity }: AnyAlert) => (severity === "page" ? lastHour : lastThreeDays);

/**
 * The Markdown of a judgement for its page: its links lead from where it lies; on the page, from there: to runbooks
 * where they led to judgements.
 */
export const movedLinks = (markdown: string, file: string): string =>
  markdown.replace(/\]\((?!https?:|#)([^)#\s]+)/g, (_, path: string) => {
    const target = posix.join(posix.dirname(file), path);
    return `](${/^alerts\/.*\/runbooks\/[^/]+\.md$/.test(target) ? `${kindOf(target)}.md` : posix.relative(runbookFolder, target)}`;
  });
