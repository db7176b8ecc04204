import { join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";
import type { Finding } from "../findings/finding";
import { within } from "../findings/finding";

/**
 * Where a part of the description was written, for findings: `system/shop.ts:12`. The error is made when the value is;
 * its stack is only rendered when somebody asks, so that a description without findings costs nothing.
 */
const origins = new WeakMap<object, Error>();

export function rememberOrigin<T extends object>(value: T): T {
  origins.set(value, new Error());
  return value;
}

/** Remembers a changed copy as written where the original was; returns the copy. */
export function withOriginOf<T extends object>(original: T, copy: T): T {
  const origin = origins.get(original);
  if (origin) origins.set(copy, origin);
  return copy;
}

const room = __dirname + sep;
const root = join(room, "..");

export const originOf = (value: object): string | undefined =>
  placeIn(origins.get(value), (file) => !file.startsWith(room));

/** Where in this repository something was thrown: `stacks/monitored.ts:25`. */
export const thrownAt = (thrown: Error): string | undefined =>
  placeIn(thrown, (file) => file.startsWith(root) && !file.includes(`${sep}node_modules${sep}`));

function placeIn(thrown: Error | undefined, isMeant: (file: string) => boolean): string | undefined {
  const frames = thrown?.stack?.split("\n").slice(1) ?? [];
  const place = frames.map(placeOf).find((found) => found && isMeant(found.file));
  return place && `${relative(root, place.file)}:${place.line}`;
}

/** Findings about a part of the description: under its name, and with file and line where known. */
export function withOrigin(part: { readonly name: string }, findings: readonly Finding[]): Finding[] {
  const source = originOf(part);
  return within(part.name, findings).map((finding) => ({ ...finding, ...(source && { source }) }));
}

/**
 * File and line that stand in a line like `at name (/path/file.ts:12:3)` or `at /path/file.ts:12:3`; the path may hold
 * spaces and parentheses.
 */
function placeOf(frame: string): { readonly file: string; readonly line: string } | undefined {
  const at = frame.endsWith(")") ? frame.slice(frame.indexOf(" (") + 2, -1) : frame.replace(/^\s*at (async )?/, "");
  const [, file, line] = /^(.+):(\d+):\d+$/.exec(at) ?? [];
  return file && line ? { file: file.startsWith("file:") ? fileURLToPath(file) : file, line } : undefined;
}
