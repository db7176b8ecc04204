import { mkdirSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { run } from "../../../engines/command";

/** Nothing of the caller's Terraform settings, no questions, no calls home, no cache in the home directory. */
export const quiet: NodeJS.ProcessEnv = {
  ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith("TF_"))),
  CDKTF_DISABLE_PLUGIN_CACHE_ENV: "1",
  CHECKPOINT_DISABLE: "1",
  CI: "1",
  FORCE_COLOR: "0",
  // Terraform spends a third of its time on giving memory back that nobody waits for.
  GOGC: "400",
  TF_IN_AUTOMATION: "1",
  TF_INPUT: "0",
};

/** The platform for which the binary looks for providers: `linux_amd64`. */
export async function platformOf(binary: string): Promise<string> {
  const { stdout } = await run(binary, ["version", "-json"], { cwd: tmpdir(), env: quiet });
  return (JSON.parse(stdout) as { platform: string }).platform;
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
