/** Rules that Mimir is to evaluate, as the real Helm makes files of them. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "@jest/globals";
import { parse } from "yaml";
import { buildApp } from "../../synthesis/app";
import { system } from "../../system";
import { emptyFolder } from "../support/folder";
import { helmTemplate } from "../support/live/helm";
import { grown } from "../support/long-term";
import { readStack, resourcesOf, valuesOf } from "../support/synthesized";

const chart = join(__dirname, "..", "..", "constructs", "charts", "prometheus-rules");

async function files(): Promise<Map<string, { readonly made: unknown; readonly meant: unknown }>> {
  const app = buildApp({ system, environment: grown, outdir: emptyFolder() });
  app.synth();
  const stack = readStack(readFileSync(join(app.outdir, "stacks", "monitoring", "cdk.tf.json"), "utf8"));
  const releases = resourcesOf(stack, "helm_release").filter(([, { chart }]) => String(chart).includes("-rules/"));
  const found = new Map<string, { made: unknown; meant: unknown }>();
  for (const [name, release] of releases) {
    const values = valuesOf(release) as { readonly groups: unknown };
    const [object] = (await helmTemplate(chart, name, values)) as unknown as [{ data: Record<string, string> }];
    for (const [file, text] of Object.entries(object.data))
      found.set(file, { made: parse(text), meant: { groups: values.groups } });
  }
  return found;
}

describe("the files of rules of an environment with a store of all series", () => {
  it("say what the PrometheusRules of another would, each under the name of its release", async () => {
    const all = await files();
    expect([...all.keys()]).toEqual(expect.arrayContaining(["platform-rules.yaml", "red-shop-api-rules.yaml"]));
    for (const { made, meant } of all.values()) expect(made).toEqual(meant);
  });
});
