import type { ChildProcess } from "node:child_process";
import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { interrupts, run } from "../engines/command";
import type { Message } from "./message";
import { messageIn } from "./message";
import type { SavedPlan, State } from "./plan-json";
import { stateIn } from "./plan-json";

/** What Terraform said to one command, whatever its exit code: a refusal is a result too. */
export interface Said {
  readonly exitCode: number;
  readonly messages: readonly Message[];
}

export interface TerraformProps {
  /** The path of the program. */
  readonly binary: string;
  /** Folder of a synthesized stack, where `cdk.tf.json` lies. */
  readonly folder: string;
  /**
   * Name of the environment: its backend and providers are remembered apart from those of others in the same folder.
   */
  readonly environment: string;
  /** What Terraform sees of the caller's environment: credentials, proxies. */
  readonly env: NodeJS.ProcessEnv;
  /** Values of the stack's variables, by name: given to Terraform's process, and to nothing else. @default none */
  readonly variables?: Readonly<Record<string, string>>;
}

export interface PlanOptions {
  /** Whether the plan asks no server but that of the state, and so needs no right to. @default false */
  readonly readOnly?: boolean;
}

/** Terraform in the folder of one stack, as a program would have it: no questions, no colours, no calls home. */
export interface Terraform {
  /**
   * Prepares the folder. @param backend default "as-it-was": if it is another one than the last time, that is refused
   */
  readonly init: (backend?: "as-it-was" | "forgetting-the-last" | "moving-the-state") => Promise<Said>;
  /**
   * Saves what is to be done as `file`. It takes no lock: a state that moved meanwhile is noticed when the plan is
   * applied.
   */
  readonly plan: (file: string, options?: PlanOptions) => Promise<Said>;
  /** Does what was saved as `file`, and nothing else. `hear` is told while it happens. */
  readonly apply: (file: string, hear?: (message: Message) => void) => Promise<Said>;
  /** What was saved as `file`. @throws Error if there is no plan that can be read. */
  readonly show: (file: string) => Promise<SavedPlan>;
  /** What was saved as `file`, as text, with whatever is secret hidden. @throws as `show` does */
  readonly text: (file: string) => Promise<string>;
  /** The state of what was applied last. @throws Error if the state cannot be read. */
  readonly state: () => Promise<State>;
}

export function terraformIn(props: TerraformProps): Terraform {
  const { binary, folder: cwd } = props;
  const place = { cwd, env: environmentFor(props) };
  const told = (args: readonly string[], hear?: (message: Message) => void) => tell(binary, args, place, hear);
  const printed = async (...args: readonly string[]) => {
    const { exitCode, stdout, stderr } = await run(binary, args, place);
    if (exitCode !== 0) throw new Error(stderr.trim() || `terraform ${args.join(" ")} ended with ${exitCode}.`);
    return stdout;
  };
  return {
    init: (backend = "as-it-was") => told(["init", ...inits[backend]]),
    plan: (file, { readOnly = false } = {}) =>
      told(["plan", "-json", "-lock=false", `-out=${file}`, ...(readOnly ? ["-refresh=false"] : [])]),
    apply: (file, hear) => told(["apply", "-json", file], hear),
    show: async (file) => JSON.parse(await printed("show", "-json", file)) as SavedPlan,
    text: (file) => printed("show", "-no-color", file),
    state: async () => stateIn(await printed("state", "pull")),
  };
}

/** While it moves a state Terraform speaks no JSON. What is there in the new place is overwritten. */
const inits = {
  "as-it-was": ["-json"],
  "forgetting-the-last": ["-json", "-reconfigure"],
  "moving-the-state": ["-no-color", "-migrate-state", "-force-copy"],
} as const;

/**
 * The caller's own arguments for Terraform could undo what this page promises: that a plan is saved, that it is locked.
 * A workspace of theirs has another state, of which nothing was ever deployed.
 */
function environmentFor({ env, environment, variables = {} }: TerraformProps): NodeJS.ProcessEnv {
  const own = Object.entries(env).filter(([name]) => !/^TF_(CLI_ARGS|LOG|VAR_|WORKSPACE)/.test(name));
  return {
    ...Object.fromEntries(own),
    CHECKPOINT_DISABLE: "1",
    TF_DATA_DIR: `.terraform/${environment}`,
    TF_IN_AUTOMATION: "1",
    TF_INPUT: "0",
    ...Object.fromEntries(Object.entries(variables).map(([name, value]) => [`TF_VAR_${name}`, value])),
  };
}

function tell(
  binary: string,
  args: readonly string[],
  place: { readonly cwd: string; readonly env: NodeJS.ProcessEnv },
  hear: (message: Message) => void = () => undefined,
): Promise<Said> {
  return new Promise((resolve, reject) => {
    // In a group of its own: of what a terminal sends to ours, Terraform would hear twice.
    const child = spawn(binary, args, { ...place, stdio: ["ignore", "pipe", "pipe"], detached: true });
    const { wasInterrupted, letGo } = interruptedWithUs(child);
    const messages: Message[] = [];
    for (const stream of [child.stdout, child.stderr])
      createInterface({ input: stream }).on("line", (line) => {
        const message = messageIn(line);
        if (!message) return;
        messages.push(message);
        hear(message);
      });
    child.on("error", reject);
    child.on("close", (exitCode) => {
      letGo();
      // What it had in hand may have been the last it had to do: then it ends well, and what comes next is not begun.
      const isHalted = wasInterrupted() && exitCode === 0;
      resolve(isHalted ? { exitCode: 1, messages: [...messages, halted] } : { exitCode: exitCode ?? 1, messages });
    });
  });
}

/** In Terraform's own words. */
const halted: Message = {
  type: "diagnostic",
  text: "Error: execution halted",
  diagnostic: { severity: "error", summary: "execution halted", detail: "" },
};

/**
 * Whoever interrupts us interrupts Terraform, and waits until it has written down what it did and given its lock back.
 * Once: at the second one Terraform drops what it has in hand, and npm sends each of them twice.
 */
function interruptedWithUs(child: ChildProcess) {
  let isTold = false;
  const interrupt = () => {
    if (!isTold) child.kill("SIGINT");
    isTold = true;
  };
  for (const signal of interrupts) process.on(signal, interrupt);
  return {
    wasInterrupted: () => isTold,
    letGo: () => {
      for (const signal of interrupts) process.off(signal, interrupt);
    },
  };
}
