import type { Outcome } from "../outcome";
import { ticksOf } from "../words/time";

/** Text escaped for a place between tags or in quoted attributes. */
export const text = (literal: string): string =>
  literal.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);

/** A section of the page; blank where it has no parts. @param tag whose children the parts are */
export const section = (title: string, parts: readonly string[], tag = "div"): string =>
  parts.length === 0 ? "" : `<section><h2>${title}</h2><${tag}>\n${parts.join("\n")}\n</${tag}></section>`;

/** Where a moment lies, in hundredths of the width; what is earlier or later lies at the edge. */
export function placeOf(at: number, { source: { clock } }: Outcome): number {
  const share = (at - clock.begins) / Math.max(1, clock.ends - clock.begins);
  return hundredths(Math.min(1, Math.max(0, share)));
}

/** A share as hundredths, with two decimals: a minute of a day is less than a tenth. */
export const hundredths = (share: number): number => Math.round(share * 10_000) / 100;

/** A bar from one moment to another, in a track. @param says what whoever points at it reads */
export function stretch(kind: string, from: number, until: number, outcome: Outcome, says = ""): string {
  const [left, right] = [placeOf(from, outcome), placeOf(until, outcome)];
  const title = says === "" ? "" : ` title="${text(says)}"`;
  return `<i class="${kind}" style="left:${left}%;width:${hundredths((right - left) / 100)}%"${title}></i>`;
}

const ticks = ({ source: { clock } }: Outcome) => ticksOf(clock, 12);

/** The hours as text, below or above what is drawn. */
export const hours = (outcome: Outcome): string =>
  `<div class="hours">${ticks(outcome)
    .map(({ at, text: says }) => `<span style="left:${placeOf(at, outcome)}%">${says}</span>`)
    .join("")}</div>`;

/** A line at each hour, behind what is drawn. */
export const hourLines = (outcome: Outcome): string =>
  ticks(outcome)
    .map(({ at }) => `<i class="hour" style="left:${placeOf(at, outcome)}%"></i>`)
    .join("");
