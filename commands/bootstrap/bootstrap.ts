import { rmSync } from "node:fs";
import { join } from "node:path";
import { stopped } from "../../delivery/incomplete";
import { errorsIn } from "../../delivery/message";
import { refusalOf } from "../../delivery/refusals";
import { isEmpty, summaryOf } from "../../delivery/summary";
import type { Terraform } from "../../delivery/terraform";
import { isBootstrapped, stacks } from "../../environments/state";
import { Failed } from "../../findings/failed";
import type { Options } from "../delivery/options";
import type { Say } from "../delivery/planning";
import type { Setting } from "../delivery/setting";
import { assertDone, settingOf, stateOf } from "../delivery/setting";
import type { Answer } from "./confirm";
import { halfDone, notConfirmed, nothingToBootstrap, stateLost } from "./findings";
import type { Unfinished } from "./unfinished";
import { unfinishedOf } from "./unfinished";

export interface Surroundings {
  readonly env: NodeJS.ProcessEnv;
  readonly say: Say;
  readonly confirmed: (plan: string, environment: string) => Promise<Answer>;
}

interface Work extends Surroundings {
  readonly setting: Setting;
  readonly terraform: Terraform;
  readonly unfinished: Unfinished;
}

const stack = stacks.bootstrap;

/**
 * The bucket of the state is itself made by Terraform: the first time its state is a file, which is moved into the
 * bucket once that is there. Run again it goes on where it ended, and if nothing is left to do it does nothing.
 *
 * @returns what was done, in a sentence
 * @throws Failed if something is missing, refused or not wanted
 */
export async function bootstrap(options: Options, surroundings: Surroundings): Promise<string> {
  const setting = settingOf(options, surroundings.env);
  if (!isBootstrapped(setting.environment)) throw nothingToBootstrap(setting.environment);
  const unfinished = unfinishedOf(setting);
  const work = { ...surroundings, setting, terraform: setting.terraformOf(stack), unfinished };
  unfinished.keepThere();
  return unfinished.isThere() || !(await hasBucket(work)) ? fromNothing(work) : asUsual(work);
}

/** Not having it is what the first run is for; any other refusal is one. */
async function hasBucket({ setting, terraform, say }: Work): Promise<boolean> {
  say(`looks for the state of ${setting.whereOf(stack)}`);
  const { exitCode, messages } = await terraform.init("forgetting-the-last");
  if (exitCode === 0) return true;
  const refusal = refusalOf(setting.whereOf(stack), errorsIn(messages));
  if (refusal.failure === "state-missing") return false;
  throw refusal;
}

async function fromNothing(work: Work): Promise<string> {
  const { setting, terraform, unfinished, say } = work;
  try {
    unfinished.keepHere();
    assertDone(setting, stack, await terraform.init("forgetting-the-last"));
    await make(work);
    unfinished.keepThere();
    say("moves the state into its bucket");
    assertDone(setting, stack, await terraform.init("moving-the-state"));
    if ((await stateOf(setting, stack, terraform)).resources === 0) throw stateLost(setting.environment);
    unfinished.remove();
  } catch (failure) {
    if (!(failure instanceof Failed) || !unfinished.isThere()) throw failure;
    throw new Failed(failure.failure, [...failure.findings, halfDone(unfinished.file)]);
  } finally {
    unfinished.keepThere();
  }
  return `${setting.environment.name} is bootstrapped: its state has a bucket, and the pipeline has its roles.`;
}

async function asUsual(work: Work): Promise<string> {
  const { setting, terraform } = work;
  // Somebody made it by hand, or the file was lost before it was moved: to plan would be to make it a second time.
  if ((await stateOf(setting, stack, terraform)).resources === 0) throw stateLost(setting.environment);
  return (await make(work))
    ? `${setting.environment.name} was bootstrapped before; what had changed was made.`
    : `${setting.environment.name} is bootstrapped, and as it should be: nothing was to be done.`;
}

/** Plans, shows the plan, and makes exactly that. @returns whether anything was to be done */
async function make({ setting, terraform, say, confirmed }: Work): Promise<boolean> {
  const file = join(setting.folderOf(stack), "plan");
  try {
    say(`plans ${setting.whereOf(stack)}`);
    assertDone(setting, stack, await terraform.plan(file));
    const summary = summaryOf(await terraform.show(file));
    if (isEmpty(summary)) return false;
    const answer = await confirmed(await terraform.text(file), setting.environment.name);
    if (answer !== "yes") throw notConfirmed(answer);
    say(`applies ${setting.whereOf(stack)}`);
    const { exitCode, messages } = await terraform.apply(file);
    if (exitCode === 0) return true;
    const others = { before: [], afterwards: [], goOn: "run the same again" };
    throw stopped({ where: setting.whereOf(stack), messages, summary, ...others });
  } finally {
    rmSync(file, { force: true });
  }
}
