import { stripVTControlCharacters } from "node:util";

const mostLines = 6;
const mostCharacters = 600;

/**
 * What a program said, for a message: a few lines, nothing that a terminal would obey, and no part of an address in which
 * a password could stand.
 */
export function plain(said: string): string {
  const lines = stripVTControlCharacters(said)
    .replace(/[^\P{C}\n]/gu, "")
    .replace(/(\w+:\/\/)[^\s/@]+@/g, "$1…@")
    .split("\n")
    .map((line) => line.trimEnd())
    .filter((line) => line.trim() !== "");
  const text = lines.slice(0, mostLines).join("\n");
  return text.length > mostCharacters ? `${text.slice(0, mostCharacters - 1)}…` : text;
}
