import { copyFileSync, existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { planStorageOf, uploadPlans } from "../../delivery/plan-storage";
import type { Planned, PlannedStack } from "../../delivery/planned";
import { filesOf } from "../../delivery/planned";
import { valuesOf } from "../../delivery/secrets";
import { summaryOf } from "../../delivery/summary";
import { variablesOf } from "../../delivery/variables";
import { environments } from "../../environments";
import type { Options } from "./options";
import { storeOf } from "./sign-in";
import type { Setting } from "./setting";
import { assertDone, assertUpstream, fileDigest, plansOf, settingOf, stateOf, synthesizedDigest } from "./setting";

export type Say = (line: string) => void;

/**
 * Plans every stack that was asked for, in order, and writes the plans beside a `plan.json` that tells of them.
 * @throws Failed if one cannot be planned; nothing is kept then
 */
export async function plan(options: Options, env: NodeJS.ProcessEnv, say: Say): Promise<Planned> {
  const [name = ""] = options.environments;
  // Whatever goes wrong from here on: an earlier plan would be taken for this one.
  if (environments.has(name)) rmSync(plansOf(env, name), { recursive: true, force: true });
  const setting = settingOf(options, env);
  const { environment, plans } = setting;
  const storage = options.keep === undefined ? undefined : planStorageOf(environment, options.keep);
  await assertUpstream(setting, options.stacks);
  mkdirSync(plans, { recursive: true });
  const stacks: PlannedStack[] = [];
  for (const stack of options.stacks) {
    say(`plans ${setting.whereOf(stack)}`);
    stacks.push(await planStack(setting, stack, options, env));
  }
  const planned = { environment: environment.name, refreshed: !options.readOnly, stacks };
  // On one line, as what a job of GitHub hands to the next has to be.
  writeFileSync(join(plans, "plan.json"), `${JSON.stringify(planned)}\n`);
  if (storage) {
    say("keeps the plans beside the state");
    await uploadPlans(storage, plans);
  }
  return planned;
}

async function planStack(
  setting: Setting,
  stack: string,
  { readOnly }: Options,
  env: NodeJS.ProcessEnv,
): Promise<PlannedStack> {
  const needed = variablesOf(setting.folderOf(stack));
  const variables = await valuesOf({ needed, env, store: storeOf(setting.environment), readOnly });
  const terraform = setting.terraformOf(stack, variables);
  const files = filesOf(stack);
  const file = join(setting.plans, files.plan);
  // Read before it is planned: a state that moves in between makes the plan stale, and never the other way round.
  const state = await stateOf(setting, stack, terraform);
  assertDone(setting, stack, await terraform.plan(file, { readOnly }));
  writeFileSync(join(setting.plans, files.text), await terraform.text(file));
  keepLock(join(setting.folderOf(stack), ".terraform.lock.hcl"), join(setting.plans, files.lock));
  return {
    name: stack,
    ...summaryOf(await terraform.show(file)),
    synthesized: synthesizedDigest(setting, stack),
    saved: fileDigest(file),
    state,
  };
}

/**
 * Copies the lock file of the providers, if there is one: none is written for those that Terraform was told to find in
 * another way.
 */
export function keepLock(from: string, to: string): void {
  if (existsSync(from)) copyFileSync(from, to);
}
