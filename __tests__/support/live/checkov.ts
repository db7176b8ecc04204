import { delimiter, dirname, join } from "node:path";
import { readdirSync } from "node:fs";
import { run } from "../../../engines/command";
import { enginePath } from "../../../engines/engine-path";

export interface FailedCheck {
  readonly id: string;
  readonly resource: string;
}

/** Failed, and how many there were at all: none that failed out of none would be no proof. */
export interface Scan {
  readonly failed: readonly FailedCheck[];
  readonly passed: number;
}

/**
 * What checkov has against the stacks in output folders, of all at once: it takes long to start. @throws Error if it
 * could not look
 */
export async function checkov(...outdirs: readonly [string, ...string[]]): Promise<Scan> {
  const files = outdirs.flatMap((outdir) =>
    readdirSync(join(outdir, "stacks")).map((stack) => join(outdir, "stacks", stack, "cdk.tf.json")),
  );
  const args = [
    "--framework",
    "terraform_json",
    "--skip-download",
    "--compact",
    "--output",
    "json",
    "--file",
    ...files,
  ];
  const { stdout, stderr } = await run(enginePath("checkov"), args, { cwd: outdirs[0], env: environment() });
  const report = JSON.parse(stdout || "{}") as Report;
  if (!report.results) throw new Error(`checkov looked at nothing: ${stderr || stdout}`);
  if (report.summary.parsing_errors > 0)
    throw new Error(`checkov could not read ${report.summary.parsing_errors} files`);
  const failed = report.results.failed_checks.map(({ check_id: id, resource }) => ({ id, resource }));
  return { failed, passed: report.summary.passed };
}

/** Nothing of whoever runs the tests: a configuration of their own, or a key, would change what is checked. */
const environment = () => ({
  PATH: `${dirname(process.execPath)}${delimiter}/usr/bin${delimiter}/bin`,
  LC_ALL: "C.UTF-8",
});

interface Report {
  readonly results?: { readonly failed_checks: readonly { readonly check_id: string; readonly resource: string }[] };
  readonly summary: { readonly passed: number; readonly parsing_errors: number };
}
