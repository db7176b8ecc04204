import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import type { Run } from "./command";
import { run } from "./command";
import { committedSchemas, writeMirror } from "./mirror";
import type { StubProvider } from "./stub-provider";
import { serveProvider } from "./stub-provider";

/** Write-only arguments exist since 1.11. */
const oldest = [1, 11] as const;

export type Variables = Readonly<Record<string, string>>;

export interface Diagnostic {
  readonly severity: "error" | "warning";
  readonly summary: string;
  readonly detail?: string;
}

export interface Validation extends Run {
  readonly valid: boolean;
  readonly diagnostics: readonly Diagnostic[];
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

export interface Plan extends Run {
  /** What is to be done, nothing being an empty list; absent if planning failed. */
  readonly changes?: readonly ResourceChange[];
}

export interface Resource {
  readonly address: string;
  readonly type: string;
  readonly values: Readonly<Record<string, unknown>>;
  readonly sensitive_values: Readonly<Record<string, unknown>>;
}

/** A copy of a synthesized stack, with its state beside it. */
export interface Workspace {
  readonly directory: string;
  readonly init: () => Promise<Run>;
  readonly validate: () => Promise<Validation>;
  /** Exit code 0: nothing to do, 2: changes, 1: failed. */
  readonly plan: () => Promise<Plan>;
  readonly apply: () => Promise<Run>;
  /** The resources as they were applied. */
  readonly state: () => Promise<readonly Resource[]>;
}

/** A copy of a whole `cdktf.out`, for the commands of cdktf. */
export interface App {
  readonly diff: (stack: string) => Promise<Run>;
  readonly deploy: (...stacks: readonly string[]) => Promise<Run>;
}

export interface Terraform {
  /** @param stack the directory of a synthesized stack, the one of `cdk.tf.json`. */
  readonly workspace: (stack: string, variables?: Variables) => Workspace;
  /** @param output the directory of a synthesized app, the one of `manifest.json`. */
  readonly app: (output: string, variables?: Variables) => App;
  readonly stop: () => void;
}

/**
 * Terraform with stub providers for everything in `schemas/`, without network and credentials. The binary is `terraform`
 * or what TERRAFORM_BINARY_NAME says, as for cdktf.
 * @throws Error if it is missing or older than 1.11.
 */
export async function startTerraform(binary = process.env.TERRAFORM_BINARY_NAME ?? "terraform"): Promise<Terraform> {
  const platform = await supportedPlatform(binary);
  const schemas = committedSchemas();
  const folder = mkdtempSync(join(tmpdir(), "terraform-"));
  const config = writeMirror(folder, schemas, await defaultHost(binary, folder), platform);
  const stubs = await Promise.all(schemas.map(serveProvider));
  const installing = { ...quiet, TF_CLI_CONFIG_FILE: config };
  const env = { ...installing, TF_REATTACH_PROVIDERS: JSON.stringify(Object.fromEntries(stubs.map(reattached))) };

  let copies = 0;
  const copy = (original: string) => {
    const directory = join(folder, String(++copies), basename(original));
    cpSync(original, directory, {
      recursive: true,
      filter: (file) => !/(^|\/)(\.terraform|[^/]*\.tfstate[^/]*)$/.test(file),
    });
    return directory;
  };

  return {
    workspace: (stack, variables = {}) => {
      const directory = copy(stack);
      keepStateHere(directory);
      return workspace(binary, directory, inputs(variables), { installing, running: env });
    },
    app: (output, variables = {}) => {
      const directory = copy(output);
      for (const stack of readdirSync(join(directory, "stacks"))) keepStateHere(join(directory, "stacks", stack));
      return app(dirname(directory), basename(directory), {
        ...env,
        ...inputs(variables),
        TERRAFORM_BINARY_NAME: binary,
      });
    },
    stop: () => {
      for (const { stop } of stubs) stop();
      rmSync(folder, { recursive: true });
    },
  };
}

/** Nothing of the caller's Terraform settings, no questions, no call home. */
const quiet: NodeJS.ProcessEnv = {
  ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith("TF_"))),
  CHECKPOINT_DISABLE: "1",
  CI: "1",
  FORCE_COLOR: "0",
  TF_IN_AUTOMATION: "1",
  TF_INPUT: "0",
};

const inputs = (variables: Variables): NodeJS.ProcessEnv =>
  Object.fromEntries(Object.entries(variables).map(([name, value]) => [`TF_VAR_${name}`, value]));

/** Tells Terraform to call a running provider instead of starting one. */
const reattached = ({ source, address }: StubProvider) => [
  source,
  {
    Protocol: "grpc",
    ProtocolVersion: 6,
    Pid: process.pid,
    Test: true, // Terraform leaves the process alone.
    Addr: { Network: "tcp", String: address },
  },
];

async function supportedPlatform(binary: string): Promise<string> {
  const wanted = `Terraform ${oldest.join(".")} or newer`;
  const { stdout } = await run(binary, ["version", "-json"], { cwd: tmpdir(), env: quiet }).catch((cause: unknown) => {
    throw new Error(
      `${binary} can't be started. These tests need ${wanted} on PATH, or its name in TERRAFORM_BINARY_NAME.`,
      {
        cause,
      },
    );
  });
  const { terraform_version, platform } = JSON.parse(stdout) as { terraform_version: string; platform: string };
  const [major = 0, minor = 0] = terraform_version.split(".").map(Number);
  if (major < oldest[0] || (major === oldest[0] && minor < oldest[1])) {
    throw new Error(`${binary} is version ${terraform_version}; these tests need ${wanted}.`);
  }
  return platform;
}

/** The host that the binary puts before `grafana/grafana`; Terraform's and OpenTofu's differ. */
async function defaultHost(binary: string, folder: string): Promise<string> {
  const cwd = join(folder, "host");
  mkdirSync(cwd);
  writeFileSync(join(cwd, "main.tf.json"), '{"terraform":{"required_providers":{"a":{"source":"a/a"}}}}');
  const { stdout, stderr } = await run(binary, ["providers"], { cwd, env: quiet });
  const host = /provider\[([^/]+)\/a\/a\]/.exec(stdout)?.[1];
  if (!host) throw new Error(`${binary} providers names no host: ${stdout}${stderr}`);
  return host;
}

/** Whatever backend a stack has, the copy keeps its state beside it. */
const keepStateHere = (directory: string) =>
  writeFileSync(join(directory, "backend_override.tf.json"), '{"terraform":{"backend":{"local":{}}}}');

function workspace(
  binary: string,
  directory: string,
  variables: NodeJS.ProcessEnv,
  env: { readonly installing: NodeJS.ProcessEnv; readonly running: NodeJS.ProcessEnv },
): Workspace {
  const terraform = (args: readonly string[], settings = env.running) =>
    run(binary, args, { cwd: directory, env: { ...settings, ...variables } });
  return {
    directory,
    init: () => terraform(["init", "-no-color"], env.installing),
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
    apply: () => terraform(["apply", "-no-color", "-auto-approve"]),
    state: async () => {
      const { stdout } = await terraform(["show", "-json"]);
      const { values } = JSON.parse(stdout) as { values?: { root_module: { resources?: readonly Resource[] } } };
      return values?.root_module.resources ?? [];
    },
  };
}

function app(cwd: string, output: string, env: NodeJS.ProcessEnv): App {
  // `app` is obligatory, and not run: what was synthesized is there already.
  writeFileSync(join(cwd, "cdktf.json"), JSON.stringify({ language: "typescript", app: "false", output }));
  const cdktf = (...args: readonly string[]) =>
    run(join(__dirname, "../../../node_modules/.bin/cdktf"), [...args, "--skip-synth", "--skip-provider-lock"], {
      cwd,
      env,
    });
  return {
    diff: (stack) => cdktf("diff", stack),
    deploy: (...stacks) => cdktf("deploy", ...stacks, "--auto-approve"),
  };
}
