import type { Outcome } from "../outcome";
import { clockText, timeText } from "../words/time";
import { countsText, verdictTexts } from "../words/verdict";
import { figures } from "./figures";
import { section, text } from "./markup";
import { style } from "./style";
import { timeline } from "./timeline";

/**
 * The page of an outcome: one file, without anything from elsewhere: it can be sent, and opened in years. Patterns and
 * words, not colours, tell.
 */
export function outcomePage(outcome: Outcome): string {
  const { source, environment, seed } = outcome;
  const { scenario, title, clock } = source;
  const about = [...(scenario ? [`${scenario.name}, seed ${seed}`] : []), environment, timeText(clock)].join(" · ");
  const verdicts = verdictTexts(outcome).map((verdict) => `<li>${text(verdict)}</li>`);
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
${section("What came of it", verdicts, "ul")}
${section("What fires when", [timeline(outcome), `<p>${text(countsText(outcome))}</p>`])}
${section("What alerts said, and judged", figures(outcome))}
${section("Who was told what", notificationRows(outcome), "table")}
</main>
</body>
</html>
`;
}

const notificationRows = ({ notifications }: Outcome): string[] =>
  notifications.map(({ at, contactPoint, why, firing, ended, groupLabels }) => {
    const names = [...new Set(firing.map(({ alertname = "" }) => alertname))].join("; ");
    const of = groupLabels.service ?? groupLabels.resource ?? "";
    const what = why === "ends" ? `over${ended.length > 0 ? ` (${ended.length})` : ""}` : why;
    const cells = [clockText(at), contactPoint, of, what, names].map((cell) => `<td>${text(cell)}</td>`);
    return `<tr>${cells.join("")}</tr>`;
  });
