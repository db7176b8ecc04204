import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Variables } from "./terraform";

/** Every variable of a synthesized stack, with a value that can be recognised wherever it turns up. */
export function recognisable(stack: string): Variables {
  const { variable = {} } = JSON.parse(readFileSync(join(stack, "cdk.tf.json"), "utf8")) as {
    variable?: Record<string, unknown>;
  };
  return Object.fromEntries(Object.keys(variable).map((name) => [name, `hush-${name}-hush`]));
}
