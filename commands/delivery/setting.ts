import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { errorsIn } from "../../delivery/message";
import type { State } from "../../delivery/plan-json";
import { refusalOf } from "../../delivery/refusals";
import type { Said, Terraform } from "../../delivery/terraform";
import { terraformIn } from "../../delivery/terraform";
import { upstreamFinding } from "../../delivery/upstream";
import { enginePath } from "../../engines/engine-path";
import { environments } from "../../environments";
import type { Environment } from "../../environments/environment";
import { deployedStacks } from "../../environments/state";
import { Failed, failed } from "../../findings/failed";
import { outdirOf } from "../../synthesis/outdir";
import { synthesize } from "../../synthesis/synthesize";
import { system } from "../../system";
import type { Options } from "./options";

/** One environment, synthesized: what planning and applying both begin with. */
export interface Setting {
  readonly environment: Environment;
  /** Folder of the saved plans. */
  readonly plans: string;
  readonly folderOf: (stack: string) => string;
  readonly terraformOf: (stack: string, variables?: Readonly<Record<string, string>>) => Terraform;
  readonly whereOf: (stack: string) => string;
}

export const plansOf = (env: NodeJS.ProcessEnv, environment: string): string =>
  resolve(outdirOf(env), "plans", environment);

/**
 * Synthesizes the environment that was asked for. @throws Failed if the description has errors: nothing is written then
 */
export function settingOf(
  { environments: [environmentName = ""], verbose, findings }: Options,
  env: NodeJS.ProcessEnv,
): Setting {
  const asked = { environmentName, verbose, findings };
  const outcome = synthesize({ system, environments, options: asked, outdir: outdirOf(env) });
  const environment = environments.get(environmentName);
  if (outcome.exitCode !== 0 || !environment)
    throw new Failed(
      "failed",
      outcome.findings.filter(({ severity }) => severity === "error"),
    );
  const folderOf = (stack: string) => resolve(outdirOf(env), "stacks", stack);
  const binary = env.TERRAFORM_BINARY_NAME ?? enginePath("terraform");
  return {
    environment,
    plans: plansOf(env, environment.name),
    folderOf,
    terraformOf: (stack, variables = {}) =>
      terraformIn({ binary, folder: folderOf(stack), environment: environment.name, env, variables }),
    whereOf: (stack) => `${environment.name}/${stack}`,
  };
}

/** SHA-256 of the synthesized stack that lies there now, in hexadecimal. */
export const synthesizedDigest = ({ folderOf }: Setting, stack: string): string =>
  fileDigest(join(folderOf(stack), "cdk.tf.json"));

export const fileDigest = (file: string): string => createHash("sha256").update(readFileSync(file)).digest("hex");

/** Asserts that Terraform did as it was told. @throws Failed, in words of what to do, if Terraform refused */
export function assertDone(setting: Setting, stack: string, { exitCode, messages }: Said): void {
  if (exitCode !== 0) throw refusalOf(setting.whereOf(stack), errorsIn(messages));
}

/** The state of a stack as it is now. @throws Failed if it cannot be read */
export async function stateOf(setting: Setting, stack: string, terraform: Terraform): Promise<State> {
  assertDone(setting, stack, await terraform.init());
  try {
    return await terraform.state();
  } catch (failure) {
    const detail = failure instanceof Error ? failure.message : String(failure);
    throw refusalOf(setting.whereOf(stack), [{ severity: "error", summary: "the state cannot be read", detail }]);
  }
}

/**
 * Asserts that what the first of the stacks stands on, and is not applied together with it, is there. @throws Failed if
 * nothing of that was ever applied
 */
export async function assertUpstream(setting: Setting, stacks: readonly string[]): Promise<void> {
  const [first = ""] = stacks;
  const order: readonly string[] = deployedStacks;
  for (const upstream of order.slice(0, order.indexOf(first)))
    if ((await stateOf(setting, upstream, setting.terraformOf(upstream))).resources === 0)
      throw failed(upstreamFinding(setting.environment.name, first, upstream));
}
