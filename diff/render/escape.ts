/** Characters that a terminal or a browser would obey, and not show. */
const unseen = /[\p{Cc}\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufffd]/gu;

/** Somebody else's text on one line, and nothing in it that acts. */
export const onOneLine = (text: string): string =>
  text.replace(/\s*\n\s*/g, " ⏎ ").replace(unseen, (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, "0")}`);

/** As text of Markdown that is no markup, names nobody and refers to nothing; also within a cell of a table. */
export const inMarkdown = (text: string): string =>
  onOneLine(text)
    .replace(/&/g, "&amp;")
    .replace(/</g, "&lt;")
    .replace(/[\\`*_~[\]|$]/g, "\\$&")
    // A comment in between: GitHub finds people and issues in what is shown.
    .replace(/[@#](?=\w)/g, "$&<!-- -->")
    .replace(/:\/\//g, ":<!-- -->//");

/** As code, whatever it holds; a bar would end the cell of a table. */
export function code(text: string): string {
  const shown = onOneLine(text).replaceAll("|", "\\|") || " ";
  const fence = "`".repeat(longest(shown) + 1);
  const pad = /^`|`$/.test(shown) ? " " : "";
  return `${fence}${pad}${shown}${pad}${fence}`;
}

/** A block of code that its own lines cannot end. */
export function fenced(language: string, lines: readonly string[]): string[] {
  const fence = "`".repeat(Math.max(3, ...lines.map((line) => longest(line) + 1)));
  return [`${fence}${language}`, ...lines.map((line) => line.replace(unseen, " ")), fence];
}

/** Of the runs of backticks in it. */
const longest = (text: string): number => Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
