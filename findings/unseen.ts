import { stripVTControlCharacters } from "node:util";

/**
 * Characters that would be obeyed and not shown: they steer a terminal, turn the direction of a text, or cannot be
 * seen.
 */
const unseen = /[\p{C}\p{Zl}\p{Zp}\ufffd]/gu;

/** A text whose unseen characters are spelled out, each as JavaScript would write it. */
export const spelledOut = (text: string): string =>
  text.replace(unseen, (one) => {
    const number = (one.codePointAt(0) ?? 0).toString(16);
    return number.length > 4 ? `\\u{${number}}` : `\\u${number.padStart(4, "0")}`;
  });

/**
 * A text without its unseen characters, but for the ends of lines, and without what they would have said to a terminal.
 */
export const withoutUnseen = (text: string): string =>
  stripVTControlCharacters(text).replace(unseen, (one) => (one === "\n" ? one : ""));

/** The beginning of a text that is too long, and a sign that it goes on. No character is cut in two. */
export const cut = (text: string, maxLength: number): string =>
  text.length > maxLength ? `${text.slice(0, maxLength - 1).replace(/\p{Cs}$/u, "")}…` : text;
