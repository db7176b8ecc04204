import { cpSync, readdirSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { enginePath } from "../../../engines/engine-path";
import { defaultHost, platformOf, quiet } from "./binary";
import type { CdktfApp } from "./cdktf-app";
import { cdktfApp } from "./cdktf-app";
import { committedSchemas, writeMirror } from "./mirror";
import type { StubProvider } from "./stub-provider";
import { serveProvider } from "./stub-provider";
import type { Workspace } from "./workspace";
import { keepStateIn, workspace } from "./workspace";
import { temporaryFolder } from "../../../engines/run/temporary-folder";

/** Values of the stack's variables, by name. */
export type Variables = Readonly<Record<string, string>>;

export interface Terraform {
  /** @param stack the folder of a synthesized stack, where `cdk.tf.json` lies. */
  readonly workspace: (stack: string, variables?: Variables) => Workspace;
  /** @param output the folder of a synthesized app, where `manifest.json` lies. */
  readonly app: (output: string, variables?: Variables) => CdktfApp;
  /** For a command of one's own: Terraform in it finds the stub providers. */
  readonly environment: (variables?: Variables) => NodeJS.ProcessEnv;
  /** Ends the stub providers, which otherwise keep the process alive, and removes all copies. */
  readonly stop: () => void;
}

/**
 * Terraform with a stub provider for each schema in `schemas/`, without network and credentials. It proves that a stack
 * conforms to the schemas and that its references hold, not what a real provider would refuse.
 * The binary is what TERRAFORM_BINARY_NAME says, as for cdktf, else the engine `terraform`.
 * @throws Error if that engine is missing or too old.
 */
export async function startTerraform(): Promise<Terraform> {
  const binary = process.env.TERRAFORM_BINARY_NAME ?? enginePath("terraform");
  const platform = await platformOf(binary);
  const { path: folder, remove } = temporaryFolder("terraform");
  const schemas = committedSchemas();
  const stubs = await Promise.all(schemas.map(serveProvider));
  const env = {
    ...quiet,
    TERRAFORM_BINARY_NAME: binary,
    TF_CLI_CONFIG_FILE: writeMirror(folder, schemas, await defaultHost(binary, folder), platform),
    TF_REATTACH_PROVIDERS: JSON.stringify(Object.fromEntries(stubs.map(reattached))),
  };
  let copies = 0;
  const copy = (original: string) => {
    const directory = join(folder, String(++copies), basename(original));
    cpSync(original, directory, { recursive: true, filter: isSynthesized });
    return directory;
  };
  return {
    workspace: (stack, variables = {}) => {
      const cwd = copy(stack);
      keepStateIn(cwd);
      return workspace(binary, { cwd, env: { ...env, ...inputs(variables) } });
    },
    app: (output, variables = {}) => {
      const directory = copy(output);
      for (const stack of readdirSync(join(directory, "stacks"))) keepStateIn(join(directory, "stacks", stack));
      return cdktfApp(basename(directory), { cwd: dirname(directory), env: { ...env, ...inputs(variables) } });
    },
    environment: (variables = {}) => ({ ...env, ...inputs(variables) }),
    stop: () => {
      for (const { stop } of stubs) stop();
      remove();
    },
  };
}

/** Tells Terraform to call a provider that runs already instead of starting one, anew for each command. */
const reattached = ({ source, address }: StubProvider) => [
  source,
  {
    Protocol: "grpc",
    ProtocolVersion: 6,
    Pid: process.pid,
    Test: true, // Terraform won't end the process.
    Addr: { Network: "tcp", String: address },
  },
];

/** Not what earlier runs of Terraform left there. */
const isSynthesized = (file: string) => !/^(\.terraform.*|.*\.tfstate.*|plan)$/.test(basename(file));

const inputs = (variables: Variables): NodeJS.ProcessEnv =>
  Object.fromEntries(Object.entries(variables).map(([name, value]) => [`TF_VAR_${name}`, value]));
