import type { Fault } from "../../../scenarios/fault";
import type { NotedInstance, Outcome, Row } from "../outcome";
import { faultText } from "../words/fault";
import { courseText, instancesText, severityText, stateWords } from "../words/row";
import { clockText } from "../words/time";
import { hourLines, hours, stretch, text } from "./markup";

/** Faults and alerts below one another, on one axis of time. */
export function timeline(outcome: Outcome): string {
  const { source, rows } = outcome;
  return `<div class="timeline">
<div class="row"><div></div>${hours(outcome)}</div>
${[...(source.scenario?.faults ?? []).map((fault) => faultRow(fault, outcome)), ...rows.map((row) => alertRow(row, outcome))].join("\n")}
</div>
<p class="legend">${legend}</p>`;
}

function faultRow(fault: Fault, outcome: Outcome): string {
  const says = faultText(fault);
  return rowOf("fault", says, [], track([stretchOf(fault, outcome)], says, outcome));
}

/** The bar of a fault: one that began before, or goes on after, reaches to the edge. */
export function stretchOf({ from, until }: Fault, outcome: Outcome): string {
  const { begins, ends } = outcome.source.clock;
  return stretch("fault", begins + from.milliseconds, until ? begins + until.milliseconds : ends, outcome);
}

function alertRow(row: Row, outcome: Outcome): string {
  const course = courseText(row, outcome);
  const bars = row.instances.map((instance) => states(instance, row, outcome));
  return rowOf(severityText(row), row.history.alert.title, [instancesText(row), course], track(bars, course, outcome));
}

const rowOf = (kind: string, title: string, details: readonly string[], drawn: string): string =>
  `<div class="row"><div><b>${text(kind)}</b> ${text(title)}${details
    .filter((detail) => detail !== "")
    .map((detail) => `<small>${text(detail)}</small>`)
    .join("")}</div>${drawn}</div>`;

const track = (bars: readonly string[], says: string, outcome: Outcome): string =>
  `<div class="track" role="img" aria-label="${text(says)}">${hourLines(outcome)}${bars.map((bar) => `<div class="bar">${bar}</div>`).join("")}</div>`;

/** One after the other, as long as the state is the same. */
function states({ states }: NotedInstance, { history: { alert } }: Row, outcome: Outcome): string {
  const parts: string[] = [];
  let from = states[0];
  for (const [position, { at, state }] of states.entries()) {
    const next = states[position + 1];
    if (from && next?.state === state) continue;
    const until = next?.at ?? Math.min(at + alert.interval.milliseconds, outcome.source.clock.ends);
    if (from && state !== "normal") {
      const says = `${stateWords[state]} ${clockText(from.at)}–${clockText(until)}`;
      parts.push(stretch(state, from.at, until, outcome, says));
    }
    from = next;
  }
  return parts.join("");
}

const legend = (["fault", "pending", "alerting", "recovering", "no-data", "error"] as const)
  .map((state) => `<span><i class="${state}"></i> ${state === "fault" ? state : stateWords[state]}</span>`)
  .join(" ");
