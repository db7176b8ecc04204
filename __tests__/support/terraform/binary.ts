import { mkdirSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { run } from "./command";

/** Write-only arguments exist since 1.11. */
const oldest = [1, 11] as const;

/** Nothing of the caller's Terraform settings, no questions, no calls home, no cache in the home directory. */
export const quiet: NodeJS.ProcessEnv = {
  ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith("TF_"))),
  CDKTF_DISABLE_PLUGIN_CACHE_ENV: "1",
  CHECKPOINT_DISABLE: "1",
  CI: "1",
  FORCE_COLOR: "0",
  TF_IN_AUTOMATION: "1",
  TF_INPUT: "0",
};

/**
 * @returns the platform for which the binary looks for providers: `linux_amd64`.
 * @throws Error if the binary is missing or too old.
 */
export async function platformOf(binary: string): Promise<string> {
  const wanted = `Terraform ${oldest.join(".")} or newer`;
  const { stdout } = await run(binary, ["version", "-json"], { cwd: tmpdir(), env: quiet }).catch((cause: unknown) => {
    const remedy = `These tests need ${wanted} on PATH, or its name in TERRAFORM_BINARY_NAME.`;
    throw new Error(`${binary} can't be started. ${remedy}`, { cause });
  });
  const { terraform_version, platform } = JSON.parse(stdout) as { terraform_version: string; platform: string };
  const [major = 0, minor = 0] = terraform_version.split(".").map(Number);
  if (major < oldest[0] || (major === oldest[0] && minor < oldest[1])) {
    throw new Error(`${binary} is version ${terraform_version}; these tests need ${wanted}.`);
  }
  return platform;
}

/** The host that the binary puts before `grafana/grafana`; Terraform's and OpenTofu's differ. */
export async function defaultHost(binary: string, folder: string): Promise<string> {
  const cwd = join(folder, "host");
  mkdirSync(cwd);
  writeFileSync(join(cwd, "main.tf.json"), '{"terraform":{"required_providers":{"a":{"source":"a/a"}}}}');
  const { stdout, stderr } = await run(binary, ["providers"], { cwd, env: quiet });
  const host = /provider\[([^/]+)\/a\/a\]/.exec(stdout)?.[1];
  if (!host) throw new Error(`${binary} providers names no host: ${stdout}${stderr}`);
  return host;
}
