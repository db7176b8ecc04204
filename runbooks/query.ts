import { askedOf, isOfLogs } from "../alerts/alert";
import { recordedIn } from "../coverage/metrics";
import { code } from "../coverage/markdown-table";
import { askedIn, asksFor } from "../dashboards/logged";
import { groupedBy } from "../findings/grouped";
import type { LogQuery } from "../logs/query";
import type { Expr } from "../promql/ast";
import { print } from "../promql/print";
import { groupNames } from "../signals/recording";
import { durationText } from "../units/text";
import type { Standing } from "./deployed";
import { logsLink } from "./links";

/** What the rules of a kind ask: of each question that differs in more than the names of things, the first. */
export function queryBlocks(standings: readonly Standing[]): string[] {
  const [first] = standings;
  if (!first) return [];
  const same = standings.filter(({ slice }) => slice === first.slice);
  // Two levels of one quantity may ask for two recorded series.
  const questions = groupedBy(same, shapeOf);
  return [...questions.values()].flatMap(([standing]) => (standing ? queryBlock(standing) : []));
}

function shapeOf({ alert }: Standing): string {
  const asked = askedOf<Expr | LogQuery>(alert);
  return isOfLogs(asked) ? asked.kind : recordedIn(print(asked)).join();
}

function queryBlock(standing: Standing): string[] {
  const { id, silentWhile } = standing.alert;
  const asked = askedOf<Expr | LogQuery>(standing.alert);
  if (isOfLogs(asked)) return [`${code(id)} ${counts(asked)}, ${logsLink(standing, "in Kibana")}:`, kqlBlock(asked)];
  const query = print(asked);
  const silent = silentWhile ? ", which has no value while a service that needs it pages for it" : "";
  return [`${code(id)} evaluates${madeOf(query, standing)}${silent}:`, fenced("promql", query)];
}

const fenced = (language: string, text: string) => `\`\`\`${language}\n${text}\n\`\`\``;

const kqlBlock = (value: LogQuery) => fenced("kql", asksFor(askedIn(value)));

const counts = (value: LogQuery): string =>
  value.kind === "line-count"
    ? `counts lines of the last ${durationText(value.over)}`
    : `looks in lines of the last ${durationText(value.over)} for the first of each ${code(value.of.name)}`;

/** The recorded series in it, which Prometheus lists with their rules. */
function madeOf(query: string, { slice }: Standing): string {
  const names = new Set(recordedIn(query));
  const groups = groupNames(slice.name);
  const own = slice.signals
    .flatMap(({ series }) => series)
    .filter(({ metric }) => names.has(metric.name))
    .map(({ slow }) => groups[slow ? 1 : 0]);
  if (own.length === 0) return "";
  return ` (recorded by ${[...new Set(own)].map(code).join(" and ")}: Prometheus, page _Rule health_)`;
}
