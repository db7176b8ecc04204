import { relative } from "node:path";

/**
 * Where a part of the description was written, for findings: `system/shop.ts:12`. The error is made when the value is;
 * its stack is only rendered when somebody asks, so that a description without findings costs nothing.
 */
const origins = new WeakMap<object, Error>();

export function rememberOrigin<T extends object>(value: T): T {
  origins.set(value, new Error());
  return value;
}

const room = __dirname;

export function originOf(value: object): string | undefined {
  const frames = origins.get(value)?.stack?.split("\n").slice(1) ?? [];
  const place = frames
    .map((frame) => /\(?([^() ]+):(\d+):\d+\)?$/.exec(frame))
    .find((match) => match && !match[1]?.startsWith(room));
  const [, file, line] = place ?? [];
  return file && line ? `${relative(`${room}/..`, file.replace(/^file:\/\//, ""))}:${line}` : undefined;
}
