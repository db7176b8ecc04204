import { thresholdOf } from "../../alerts/alert";
import { selector } from "../../promql/labels";
import type { Labels } from "../../promql/labels";
import { round } from "../../units/quantities";
import { spellsOf } from "../../simulation/spells";
import type { Outcome, Row } from "./outcome";
import { faultRect, placeOf, text, width } from "./drawing";

const [height, margin] = [130, 14] as const;

/** The value that a rule compares, of the instance that fires first, with its thresholds. */
export function valueChart(row: Row, outcome: Outcome): string {
  const { alert, values, instances } = row.history;
  const first = instances
    .map((instance) => ({
      labels: instance.labels,
      fires: Math.min(...spellsOf(instance).map((spell) => spell.fires ?? Infinity)),
    }))
    .reduce((one, other) => (other.fires < one.fires ? other : one));
  const series = values.find(({ labels }) => selector(labels) === selector(first.labels));
  const fires = thresholdOf(alert.fires);
  const drawn = series?.values.filter(Number.isFinite) ?? [];
  const all = [...drawn, fires, alert.clears ?? fires, 0];
  const [low, high] = [Math.min(...all), Math.max(...all)];
  const y = (value: number) =>
    round(Math.round((height - margin - ((value - low) / (high - low || 1)) * (height - 2 * margin)) * 10) / 10);
  const line = (value: number, kind: string, says: string, up: number) =>
    `<line class="${kind}" x1="0" x2="${width}" y1="${y(value)}" y2="${y(value)}"/><text x="4" y="${y(value) - up}">${text(says)}</text>`;
  const apart = alert.clears !== undefined && Math.abs(y(alert.clears) - y(fires)) > 11;
  return `<svg viewBox="0 0 ${width} ${height}" role="img" aria-label="${text(`${alert.title}: ${namesOf(first.labels)}`)}">
<rect class="frame" width="${width}" height="${height}"/>
<g opacity="0.25">${(outcome.source.scenario?.faults ?? []).map((fault) => faultRect(fault, outcome, height)).join("")}</g>
${line(fires, "threshold", `fires ${"above" in alert.fires ? "above" : "below"} ${short(fires)}`, 3)}
${apart ? line(alert.clears ?? fires, "clears", `recovers ${"above" in alert.fires ? "below" : "above"} ${short(alert.clears ?? fires)}`, 3) : ""}
${series ? `<polyline class="value" points="${pointsOf(series, outcome, y)}"/>` : ""}
<text x="${width - 4}" y="12" text-anchor="end">${text(`${namesOf(first.labels)} up to ${short(Math.max(...drawn, 0))}`)}</text>
</svg>`;
}

const pointsOf = (
  { at, values }: { readonly at: readonly number[]; readonly values: readonly number[] },
  outcome: Outcome,
  y: (value: number) => number,
): string =>
  at
    .flatMap((moment, index) => {
      const value = values[index] ?? NaN;
      return Number.isFinite(value) ? [`${placeOf(moment, outcome)},${y(value)}`] : [];
    })
    .join(" ");

const namesOf = (labels: Labels): string =>
  Object.entries(labels)
    .filter(([name]) => name !== "__name__")
    .map(([name, value]) => `${name} ${value}`)
    .join(", ");

const short = (value: number): string => String(Number(value.toPrecision(3)));
