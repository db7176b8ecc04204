/**
 * What checkov has against the synthesized stacks. Without its makers' server it knows of no severity: every check
 * counts as a high one, and what is accepted in spite of it stands in docs/security.md with a reason.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, jest } from "@jest/globals";
import type { Environment } from "../../environments/environment";
import { local } from "../../environments/local";
import { production } from "../../environments/production";
import { staging } from "../../environments/staging";
import { buildApp } from "../../synthesis/app";
import { system } from "../../system";
import { emptyFolder } from "../support/folder";
import { grown } from "../support/long-term";
import type { FailedCheck } from "../support/live/checkov";
import { checkov } from "../support/live/checkov";

jest.setTimeout(600_000);

const page = readFileSync(join(__dirname, "..", "..", "docs", "security.md"), "utf8");

const accepted = Array.from(
  page.matchAll(/^\| `(CKV\w+)` +\| (`[^|]+`) +\| (\S.*?) +\|$/gm),
  ([, id = "", resources = "", reason = ""]) =>
    resources.split(", ").map((resource) => ({ id, resource: resource.replaceAll("`", ""), reason })),
).flat();

function synthesized(environment: Environment): string {
  const app = buildApp({ system, environment, outdir: emptyFolder() });
  app.synth();
  return app.outdir;
}

const shown = (checks: readonly FailedCheck[]) =>
  [...new Set(checks.map(({ id, resource }) => `${id} ${resource}`))].sort();

describe("checkov", () => {
  it("has nothing against any stack but what is accepted with a reason, and nothing is accepted in vain", async () => {
    const { failed, passed } = await checkov(
      synthesized(local),
      synthesized(staging),
      synthesized(production),
      synthesized(grown),
    );
    expect(shown(failed)).toEqual(shown(accepted));
    expect(passed).toBeGreaterThan(40);
    for (const { reason } of accepted) expect(reason.length).toBeGreaterThan(20);
  });

  it("would find a bucket that anybody may read", async () => {
    const outdir = synthesized(production);
    const file = join(outdir, "stacks", "platform", "cdk.tf.json");
    const text = readFileSync(file, "utf8");
    expect(text).toContain('"block_public_acls": true');
    writeFileSync(file, text.replace('"block_public_acls": true', '"block_public_acls": false'));
    expect(shown((await checkov(outdir)).failed)).toContain("CKV2_AWS_6 aws_s3_bucket.log-snapshots");
  });
});
