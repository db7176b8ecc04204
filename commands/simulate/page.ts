import type { State } from "../../simulation/grafana-states";
import type { Duration } from "../../units/quantities";
import type { Outcome, Row } from "./outcome";
import { hasFired } from "./outcome";
import { faultRect, placeOf, text, width } from "./drawing";
import { valueChart } from "./value-chart";
import {
  clockText,
  countsText,
  courseText,
  faultText,
  instancesText,
  severityText,
  stateWords,
  timeText,
  verdictTexts,
} from "./words";

/** One file, without anything from elsewhere: it can be sent, and opened in years. Patterns and words, not colours, tell. */
export function outcomePage(outcome: Outcome): string {
  const { source, rows, environment, seed } = outcome;
  const { scenario, title, clock } = source;
  const charts = rows.filter(hasFired).slice(0, mostCharts);
  const about = [...(scenario ? [`${scenario.name}, seed ${seed}`] : []), environment, timeText(clock)].join(" · ");
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${text(title)}</title>
<style>${style}</style>
</head>
<body>
<header><h1>${text(title)}</h1><p>${text(about)}</p></header>
<main>
${section(
  "What came of it",
  verdictTexts(outcome).map((verdict) => `<li>${text(verdict)}</li>`),
  "ul",
)}
<section><h2>What fires when</h2>
${timeline(outcome)}
<p class="legend">${legend()}</p>
<p>${text(countsText(outcome))}</p>
</section>
${section(
  "What alerts judged",
  charts.map((row) => figure(row, outcome)),
)}
${section("Who was told what", notificationRows(outcome), "table")}
</main>
</body>
</html>
`;
}

const mostCharts = 8;

const section = (title: string, parts: readonly string[], tag = "div"): string =>
  parts.length === 0 ? "" : `<section><h2>${title}</h2><${tag}>\n${parts.join("\n")}\n</${tag}></section>`;

const barHeight = 14;

const drawing = (height: number, body: string, label: string): string =>
  `<svg viewBox="0 0 ${width} ${height}" role="img" aria-label="${text(label)}">${body}</svg>`;

function timeline(outcome: Outcome): string {
  const { source, rows } = outcome;
  const faults = (source.scenario?.faults ?? []).map((fault) =>
    bar("fault", faultText(fault), "", drawing(barHeight, faultRect(fault, outcome, barHeight), faultText(fault))),
  );
  const alerts = rows.map((row) => {
    const parts = row.history.instances.map((instance, index) =>
      stretches(instance.states, { index, step: row.history.alert.interval }, outcome),
    );
    const course = courseText(row, outcome);
    const height = row.history.instances.length * instanceHeight;
    const details = [instancesText(row), course].filter((part) => part !== "").join(" — ");
    return bar(severityText(row), row.history.alert.title, details, drawing(height, parts.join(""), course));
  });
  return `<div class="timeline">${patterns}${bar("", "", "", drawing(barHeight, hours(outcome), "hours"))}${[...faults, ...alerts].join("\n")}</div>`;
}

const instanceHeight = 10;

const bar = (kind: string, title: string, details: string, svg: string): string =>
  `<div class="row"><div class="what"><b>${text(kind)}</b> ${text(title)}<small>${text(details)}</small></div>${svg}</div>`;

/** One after the other, as long as the state is the same. */
function stretches(
  states: readonly { at: number; state: State }[],
  { index, step }: { readonly index: number; readonly step: Duration },
  outcome: Outcome,
): string {
  const parts: string[] = [];
  let from = states[0];
  for (const [position, { at, state }] of states.entries()) {
    const next = states[position + 1];
    if (from && next?.state === state) continue;
    const until = next?.at ?? at + step.milliseconds;
    if (from && state !== "normal") {
      const [x, end] = [placeOf(from.at, outcome), Math.min(width, placeOf(until, outcome))];
      parts.push(
        `<rect class="${state}" x="${x}" y="${index * instanceHeight}" width="${Math.max(1, end - x)}" height="${instanceHeight - 2}"><title>${text(`${stateWords[state]} ${clockText(from.at)}–${clockText(until)}`)}</title></rect>`,
      );
    }
    from = next;
  }
  return parts.join("");
}

function hours(outcome: Outcome): string {
  const { begins, ends } = outcome.source.clock;
  const hour = 3_600_000;
  const step = hour * Math.max(1, Math.ceil((ends - begins) / hour / 12));
  const marks: string[] = [];
  for (let at = Math.ceil(begins / step) * step; at < ends; at += step)
    marks.push(`<text x="${placeOf(at, outcome) + 2}" y="11">${clockText(at)}</text>`);
  return marks.join("");
}

const legend = (): string =>
  (["fault", "pending", "alerting", "recovering", "no-data", "error"] as const)
    .map((state) => {
      const word = state === "fault" ? state : stateWords[state];
      return `<span><svg viewBox="0 0 24 10"><rect class="${state}" width="24" height="10"/></svg> ${word}</span>`;
    })
    .join(" ");

const figure = (row: Row, outcome: Outcome): string =>
  `<figure><figcaption>${text(`${severityText(row)} ${row.history.alert.title}`)}</figcaption>${valueChart(row, outcome)}</figure>`;

const notificationRows = ({ notifications }: Outcome): string[] =>
  notifications.map(({ at, contactPoint, why, firing, ended, groupLabels }) => {
    const names = [...new Set(firing.map(({ alertname = "" }) => alertname))].join("; ");
    const of = groupLabels.service ?? groupLabels.resource ?? "";
    return `<tr><td>${clockText(at)}</td><td>${text(contactPoint)}</td><td>${text(of)}</td><td>${text(why === "ends" ? `over${ended.length > 0 ? ` (${ended.length})` : ""}` : why)}</td><td>${text(names)}</td></tr>`;
  });

const patterns = `<svg width="0" height="0" aria-hidden="true"><defs>
<pattern id="hatch" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect width="6" height="6" fill="var(--fault-back)"/><rect width="2.5" height="6" fill="var(--fault)"/></pattern>
<pattern id="dots" width="5" height="5" patternUnits="userSpaceOnUse"><circle cx="2.5" cy="2.5" r="1.3" fill="var(--ink)"/></pattern>
<pattern id="lines" width="4" height="4" patternUnits="userSpaceOnUse"><rect width="4" height="1.6" fill="var(--firing)"/></pattern>
<pattern id="cross" width="6" height="6" patternUnits="userSpaceOnUse"><path d="M0 0L6 6M6 0L0 6" stroke="var(--ink)"/></pattern>
</defs></svg>`;

const style = `
:root{color-scheme:light dark;--ink:#1b1f24;--paper:#fff;--faint:#57606a;--line:#d0d7de;--firing:#b3261e;--fault:#1f5fa8;--fault-back:#dbe8f6}
@media(prefers-color-scheme:dark){:root{--ink:#e6edf3;--paper:#0d1117;--faint:#9aa4af;--line:#30363d;--firing:#ff8a80;--fault:#79b8ff;--fault-back:#12263f}}
body{margin:0 auto;max-width:1180px;padding:1rem;font:15px/1.45 system-ui,sans-serif;color:var(--ink);background:var(--paper)}
h1{font-size:1.4rem;margin:0}h2{font-size:1.1rem;margin:1.6rem 0 .5rem}header p,small{color:var(--faint)}
.row{display:grid;grid-template-columns:minmax(11rem,22rem) 1fr;gap:1rem;align-items:start;border-top:1px solid var(--line);padding:.35rem 0}
.what small{display:block}.row svg{border-left:1px solid var(--line);border-right:1px solid var(--line)}
svg{width:100%;height:auto;overflow:visible}svg text{font-size:11px;fill:var(--faint);paint-order:stroke;stroke:var(--paper);stroke-width:3px}
.fault{fill:url(#hatch)}.pending{fill:url(#dots)}.alerting{fill:var(--firing)}.recovering{fill:url(#lines)}.error{fill:url(#cross);stroke:var(--ink)}.no-data{fill:none;stroke:var(--ink);stroke-dasharray:3 2}
.legend svg{width:24px;height:10px;vertical-align:baseline}.legend span{margin-right:1rem;white-space:nowrap}
figure{margin:0 0 1.2rem}figcaption{font-weight:600}.value{fill:none;stroke:var(--ink);stroke-width:1.4}
.threshold{stroke:var(--firing);stroke-width:1.2;stroke-dasharray:8 4}.clears{stroke:var(--faint);stroke-dasharray:2 4}.frame{fill:none;stroke:var(--line)}
table{border-collapse:collapse}td{padding:.2rem .8rem .2rem 0;border-top:1px solid var(--line);vertical-align:top}
@media(max-width:900px){.row{grid-template-columns:1fr;gap:.2rem}}
`;
