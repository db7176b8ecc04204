import { cut, withoutUnseen } from "../findings/unseen";

const mostLines = 6;
const mostCharacters = 600;

/**
 * What a program said, for a message: a few lines, nothing that a terminal would obey, and no part of an address in
 * which a password could stand.
 */
export function plain(said: string): string {
  const lines = withoutUnseen(said)
    .replace(/(\w+:\/\/)[^\s/@]+@/g, "$1…@")
    .split("\n")
    .map((line) => line.trimEnd())
    .filter((line) => line.trim() !== "");
  return cut(lines.slice(0, mostLines).join("\n"), mostCharacters);
}
