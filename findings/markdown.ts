/** Somebody else's text, for people: it is shown, and is never obeyed, whether by a terminal, a browser or GitHub. */
import { spelledOut } from "./unseen";

/** A text on one line, and nothing in it that acts. */
export const onOneLine = (text: string): string => spelledOut(text.replace(/\s*\n\s*/g, " ⏎ "));

/** A text as Markdown that is no markup, names nobody and refers to nothing. */
export const inMarkdown = (text: string): string =>
  onOneLine(text)
    .replace(/&/g, "&amp;")
    .replace(/</g, "&lt;")
    .replace(/[\\`*_~[\]|$]/g, "\\$&")
    // A comment in between: GitHub finds people, issues and emoji in what is shown.
    .replace(/[@#](?=\w)|:(?=[\w+-]+:)/g, "$&<!-- -->")
    .replace(/:\/\//g, ":<!-- -->//");

/**
 * A text as inline code of Markdown that nothing in it can end. Not for a cell of a table: a bar ends that, and stays a
 * bar here.
 */
export function code(text: string): string {
  const line = onOneLine(text).trim() || " ";
  const fence = "`".repeat(longestRun(line) + 1);
  const pad = /^`|`$/.test(line) ? " " : "";
  return `${fence}${pad}${line}${pad}${fence}`;
}

/** Lines of code in a block of Markdown that nothing in them can end. */
export function fenced(text: string, language = ""): string {
  const fence = "`".repeat(Math.max(3, longestRun(text) + 1));
  const lines = text.split("\n").map((line) => line.split("\t").map(spelledOut).join("\t"));
  return [`${fence}${language}`, ...lines, fence].join("\n");
}

const longestRun = (text: string): number => Math.max(0, ...Array.from(text.matchAll(/`+/g), ([run]) => run.length));
