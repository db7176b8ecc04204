import { STATUS_CODES } from "node:http";

/** `404 Not Found` */
const inWords = Object.entries(STATUS_CODES).map(([code, words = ""]) => `${code} ${words}`);

/**
 * A number is a status where it stands for one: behind a request in brackets, as clients made from OpenAPI say it;
 * behind "status", "StatusCode" or "HTTP"; before its own words. Else it is a limit, a line, a count.
 */
const stated = new RegExp(
  [
    String.raw`\[[A-Z]+ [^\]\n]*\]\[([1-5]\d\d)\]`,
    String.raw`\bHTTP(?:/[\d.]+)?(?: error| response code)?["']?[:=]? ?([1-5]\d\d)\b`,
    String.raw`(?<!\bexit )\bstatus(?:[ _]?code)?["']?(?:[:=]| is| was)? ?["'[]?([1-5]\d\d)\b`,
    String.raw`\b(?=(?:${inWords.join("|")})\b)(\d{3})`,
  ].join("|"),
  "i",
);

/**
 * HTTP status with which somebody answered, by what is said of it; undefined where that has none. Of several it is the
 * first: the others stand in the answer.
 */
export function statusIn(said: string): number | undefined {
  const status = stated.exec(said)?.slice(1).find(Boolean);
  return status === undefined ? undefined : Number(status);
}
