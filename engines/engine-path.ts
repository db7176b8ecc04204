import { lacking } from "./install";
import { locate } from "./locate";
import type { EngineName } from "./pins";
import { pins } from "./pins";

const remedy = "npm run engines";

/** An engine is not here, or not as it is needed. */
export class EngineMissing extends Error {
  readonly fix = remedy;

  /** @param what which one, and what was found in its stead */
  constructor(readonly what: string) {
    super(`${what}\n  fix     ${remedy}`);
  }
}

const known = new Map<EngineName, string>();

/**
 * The path of a real engine, for whoever runs it.
 * @throws EngineMissing, with the remedy: without its engine a live test fails, and is never skipped.
 */
export function enginePath(name: EngineName): string {
  const path = known.get(name) ?? search(name);
  known.set(name, path);
  return path;
}

function search(name: EngineName): string {
  const { found, rejected } = locate(name, pins[name]);
  if (!found) throw new EngineMissing(lacking(name, pins[name], rejected));
  return found.path;
}
