import { existsSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import type { Incomplete } from "../../delivery/incomplete";
import { stopped } from "../../delivery/incomplete";
import type { Message } from "../../delivery/message";
import { plain } from "../../delivery/plain";
import { downloadPlans, planStorageOf } from "../../delivery/plan-storage";
import type { PlannedStack, Reviewed } from "../../delivery/planned";
import { filesOf } from "../../delivery/planned";
import { assertReviewed } from "../../delivery/review";
import { isEmpty, summaryOf } from "../../delivery/summary";
import { failed } from "../../findings/failed";
import type { Options } from "./options";
import type { Say } from "./planning";
import { keepLock } from "./planning";
import type { Setting } from "./setting";
import { assertUpstream, fileDigest, settingOf, stateOf, synthesizedDigest } from "./setting";

/** What an apply does while a line of it is worth reading. */
const told = new Set(["apply_start", "apply_progress", "apply_complete", "apply_errored", "change_summary"]);

/** It may take its time to end what it has in hand. */
const isInterrupt = (text: string): boolean => text.trimStart().startsWith("Interrupt received");

/**
 * Applies the saved plans and nothing else, once it is certain of all of them that they are what was reviewed.
 * @returns the stacks in which something was done
 * @throws Failed if not; what was done until then is told
 */
export async function apply(options: Options, env: NodeJS.ProcessEnv, say: Say): Promise<readonly string[]> {
  const setting = settingOf(options, env);
  const { environment, plans } = setting;
  if (environment.needsApproval && !options.approved) throw nobodyAgreed(environment.name);
  if (options.keep !== undefined) {
    const storage = planStorageOf(environment, options.keep);
    say("takes the plans from beside the state");
    await downloadPlans(storage, plans);
  }
  const file = options.reviewed ?? join(plans, "plan.json");
  const reviewed = reviewedIn(file, environment.name);
  const stacks = options.stacks.filter((stack) => reviewed.stacks.some(({ name }) => name === stack));
  if (stacks.length === 0) throw nothingPlanned(file, `it has no ${options.stacks.join(", no ")}.`, environment.name);
  await assertUpstream(setting, stacks);
  const about: PlannedStack[] = [];
  for (const stack of stacks) about.push(await readAnew(setting, stack));
  assertReviewed(about, reviewed);
  const todo = about.filter((stack) => !isEmpty(stack));
  const names = todo.map(({ name }) => name);
  for (const [at, stack] of todo.entries()) {
    say(`applies ${setting.whereOf(stack.name)}`);
    await applyStack(setting, stack, { before: names.slice(0, at), afterwards: names.slice(at + 1) }, say);
  }
  return names;
}

function reviewedIn(file: string, environment: string): Reviewed {
  if (!existsSync(file)) throw nothingPlanned(file, "there is no such file.", environment);
  try {
    const reviewed = JSON.parse(readFileSync(file, "utf8")) as Reviewed;
    if (reviewed.environment === environment && Array.isArray(reviewed.stacks)) return reviewed;
  } catch {
    throw nothingPlanned(file, "it cannot be read.", environment);
  }
  throw nothingPlanned(file, `it is no plan of ${environment}.`, environment);
}

async function readAnew(setting: Setting, stack: string): Promise<PlannedStack> {
  const files = filesOf(stack);
  const [plan, lock] = [join(setting.plans, files.plan), join(setting.plans, files.lock)];
  if (!existsSync(plan)) throw nothingPlanned(plan, "there is no such file.", setting.environment.name);
  // The very providers that planned.
  keepLock(lock, join(setting.folderOf(stack), ".terraform.lock.hcl"));
  const terraform = setting.terraformOf(stack);
  const state = await stateOf(setting, stack, terraform);
  const summary = summaryOf(await terraform.show(plan));
  return { name: stack, ...summary, synthesized: synthesizedDigest(setting, stack), saved: fileDigest(plan), state };
}

async function applyStack(
  setting: Setting,
  stack: PlannedStack,
  others: Pick<Incomplete, "before" | "afterwards">,
  say: Say,
): Promise<void> {
  const { name } = stack;
  const hear = ({ type, text }: Message) => {
    if (told.has(type) || isInterrupt(text)) say(`  ${name}  ${plain(text)}`);
  };
  const { exitCode, messages } = await setting.terraformOf(name).apply(join(setting.plans, filesOf(name).plan), hear);
  if (exitCode !== 0) throw stopped({ where: setting.whereOf(name), messages, summary: stack, ...others });
}

const nobodyAgreed = (environment: string) =>
  failed({
    id: "approval-missing",
    where: environment,
    what: "somebody has to agree before anything is applied to it, and nothing says that somebody has.",
    why: "a pipeline that asks nobody would bring there whatever was merged; nothing was changed.",
    fix: "have the plan approved, and say so: --approved; a job says it only behind a gate: docs/delivery.md",
  });

const nothingPlanned = (file: string, what: string, environment: string) =>
  failed({
    id: "plan-missing",
    where: relative(process.cwd(), file),
    what,
    why: "only what was planned and reviewed is applied; nothing was changed.",
    fix: `plan first: npm run plan -- --environment ${environment}`,
  });
