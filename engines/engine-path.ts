import { missing } from "./install";
import { locate } from "./locate";
import type { EngineName } from "./pins";
import { pins } from "./pins";

const known = new Map<EngineName, string>();

/**
 * The path of a real engine, for a test that runs it.
 * @throws if it is missing, with the remedy: a live test fails without its engine, it is never skipped.
 */
export function enginePath(name: EngineName): string {
  const path = known.get(name) ?? search(name);
  known.set(name, path);
  return path;
}

function search(name: EngineName): string {
  const { found, rejected } = locate(name, pins[name]);
  if (!found) throw new Error(missing(name, pins[name], rejected, "npm run engines"));
  return found.path;
}
