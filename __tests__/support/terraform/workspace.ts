import { existsSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Place, Run } from "../../../engines/command";
import { run } from "../../../engines/command";

/** A copy of a synthesized stack, with its state beside it. */
export interface Workspace {
  readonly directory: string;
  readonly init: () => Promise<Run>;
  readonly validate: () => Promise<Validation>;
  readonly plan: () => Promise<Plan>;
  /** What was planned last; anew, if nothing was since the last time. */
  readonly apply: () => Promise<Run>;
  /** The resources as they were applied. */
  readonly state: () => Promise<readonly Resource[]>;
}

export interface Validation extends Run {
  readonly valid: boolean;
  readonly diagnostics: readonly Diagnostic[];
}

export interface Diagnostic {
  readonly severity: "error" | "warning";
  readonly summary: string;
  readonly detail?: string;
}

/** Exit code 0: nothing to do, 2: changes, 1: failed. */
export interface Plan extends Run {
  /** What is to be done, an empty list if nothing is; absent if planning failed. */
  readonly changes?: readonly ResourceChange[];
}

export interface ResourceChange {
  readonly address: string;
  readonly type: string;
  readonly change: {
    readonly actions: readonly string[];
    readonly after: Readonly<Record<string, unknown>> | null;
    readonly after_unknown: Readonly<Record<string, unknown>>;
    readonly after_sensitive: unknown;
  };
}

export interface Resource {
  readonly address: string;
  readonly type: string;
  readonly values: Readonly<Record<string, unknown>>;
  readonly sensitive_values: Readonly<Record<string, unknown>>;
}

export function workspace(binary: string, { cwd, env }: Place): Workspace {
  const terraform = (args: readonly string[], settings = env) => run(binary, args, { cwd, env: settings });
  return {
    directory: cwd,
    // A provider that runs already is not installed, so its version would go unchecked.
    init: () => terraform(["init", "-no-color"], { ...env, TF_REATTACH_PROVIDERS: undefined }),
    validate: async () => {
      const done = await terraform(["validate", "-json"]);
      return { ...done, ...(JSON.parse(done.stdout) as Pick<Validation, "valid" | "diagnostics">) };
    },
    plan: async () => {
      const done = await terraform(["plan", "-no-color", "-detailed-exitcode", "-out=plan"]);
      if (done.exitCode === 1) return done;
      const { stdout } = await terraform(["show", "-json", "plan"]);
      const { resource_changes = [] } = JSON.parse(stdout) as { resource_changes?: readonly ResourceChange[] };
      return { ...done, changes: resource_changes.filter(({ change }) => change.actions[0] !== "no-op") };
    },
    apply: async () => {
      const plan = join(cwd, "plan");
      if (!existsSync(plan)) return terraform(["apply", "-no-color", "-auto-approve"]);
      const done = await terraform(["apply", "-no-color", "plan"]);
      rmSync(plan);
      return done;
    },
    state: async () => {
      const { stdout } = await terraform(["show", "-json"]);
      const { values } = JSON.parse(stdout) as { values?: { root_module: { resources?: readonly Resource[] } } };
      return values?.root_module.resources ?? [];
    },
  };
}

/** Whatever backend a stack has, the copy keeps its state beside it. */
export const keepStateIn = (directory: string): void =>
  writeFileSync(join(directory, "backend_override.tf.json"), '{"terraform":{"backend":{"local":{}}}}');
