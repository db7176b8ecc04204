import { thresholdOf } from "../../../alerts/alert";
import type { Labels } from "../../../promql/labels";
import type { AnsweredSeries } from "../../../simulation/ask";
import type { DeployedAlert } from "../../../deployed/deployed";
import { rendered } from "../../../simulation/grafana-template";
import type { Unit } from "../../../units/unit";
import { factsOf } from "../../../units/unit";
import type { NotedInstance, Outcome, Row } from "../outcome";
import { isAmong } from "../told";
import { ownLabels } from "../words/row";
import { hourLines, hours, hundredths, placeOf, text } from "./markup";
import { stretchOf } from "./timeline";
import { marksOf } from "./value-axis";

/**
 * A chart of the value that a rule compares, of the instance that fires first, with its thresholds, in its unit and by
 * the hour.
 */
export function valueChart({ history, instances, unit }: Row, outcome: Outcome): string {
  const { alert, values } = history;
  const first = instances.reduce((one, other) => (firesFirst(other) < firesFirst(one) ? other : one));
  const series = values.find(({ labels }) => isAmong(labels, first.labels));
  const drawn = series?.values.filter(Number.isFinite) ?? [];
  const { low, high } = rangeOf(drawn, alert);
  const depthOf = (value: number) => hundredths((high - Math.min(high, value)) / (high - low));
  const told =
    drawn.length === 0 ? "no value" : `${written(Math.min(...drawn), unit)} to ${written(Math.max(...drawn), unit)}`;
  const caption = [namesOf(first.labels, alert), told].filter((part) => part !== "").join(": ");
  const marks = marksOf(low, high, unit, mostMarks);
  return `<div class="chart">
<div class="marks">${marks.map((value) => `<span style="top:${depthOf(value)}%">${text(value === 0 ? "0" : factsOf(unit).text(value))}</span>`).join("")}</div>
<div class="plot" role="img" aria-label="${text(caption)}">${hourLines(outcome)}
${(outcome.source.scenario?.faults ?? []).map((fault) => stretchOf(fault, outcome)).join("")}
${thresholds(alert, unit, depthOf)}
<svg viewBox="0 0 100 100" preserveAspectRatio="none"><polyline points="${series ? pointsOf(series, outcome, depthOf) : ""}"/></svg></div>
${hours(outcome)}
<small>${text(caption)}</small></div>`;
}

const mostMarks = 4;

const firesFirst = ({ spells }: NotedInstance): number => Math.min(...spells.map(({ fires }) => fires ?? Infinity));

/** From zero on. What lies far beyond a threshold that is not to be reached from above would leave no room for it. */
function rangeOf(drawn: readonly number[], { fires, clears }: DeployedAlert) {
  const threshold = thresholdOf(fires);
  const enough = "below" in fires && threshold > 0 ? 6 * threshold : Infinity;
  const all = [...drawn.map((value) => Math.min(enough, value)), threshold, clears ?? threshold, 0];
  const [low, highest] = [Math.min(...all), Math.max(...all)];
  return { low, high: highest > low ? highest + (highest - low) / 20 : low + 1 };
}

/** Of two that lie close together the one that counts first. */
function thresholds({ fires, clears }: DeployedAlert, unit: Unit, depthOf: (value: number) => number): string {
  const line = (kind: string, value: number, says: string) =>
    `<i class="${kind}${depthOf(value) < 16 ? " high" : ""}" style="top:${depthOf(value)}%"><span>${text(`${says} ${factsOf(unit).text(value)}`)}</span></i>`;
  const threshold = thresholdOf(fires);
  const [beyond, within] = "above" in fires ? ["above", "below"] : ["below", "above"];
  const isApart = clears !== undefined && Math.abs(depthOf(clears) - depthOf(threshold)) > 14;
  return (
    line("threshold", threshold, `fires ${beyond}`) + (isApart ? line("clears", clears, `recovers ${within}`) : "")
  );
}

/** As Grafana writes it of the alert. */
const written = (value: number, unit: Unit): string =>
  rendered(factsOf(unit).template("$values.A.Value"), { labels: {}, values: new Map([["A", value]]) });

const pointsOf = ({ at, values }: AnsweredSeries, outcome: Outcome, depthOf: (value: number) => number): string =>
  at
    .flatMap((moment, index) => {
      const value = values[index] ?? NaN;
      return Number.isFinite(value) ? [`${placeOf(moment, outcome)},${depthOf(value)}`] : [];
    })
    .join(" ");

const namesOf = (labels: Labels, alert: DeployedAlert): string =>
  ownLabels(labels, alert)
    .map(([name, value]) => `${name} ${value}`)
    .join(", ");
