import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Planning } from "../../delivery/comment";
import type { Planned } from "../../delivery/planned";
import { filesOf } from "../../delivery/planned";
import { plansOf } from "./setting";

/** What `npm run plan` left of an environment; where it failed it left nothing. */
export function planningIn(environment: string, env: NodeJS.ProcessEnv): Planning {
  const plans = plansOf(env, environment);
  const file = join(plans, "plan.json");
  if (!existsSync(file)) return { environment, texts: {} };
  const planned = JSON.parse(readFileSync(file, "utf8")) as Planned;
  const texts = planned.stacks.map(({ name }) => [name, readFileSync(join(plans, filesOf(name).text), "utf8")]);
  return { environment, planned, texts: Object.fromEntries(texts) as Record<string, string> };
}
