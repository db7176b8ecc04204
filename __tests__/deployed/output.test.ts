import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "@jest/globals";
import { dashboardsIn } from "../../deployed/dashboards";
import { readOutput } from "../../deployed/output";
import { policiesIn } from "../../deployed/policies";
import { notificationPolicies } from "../../alerts/routing";
import { environments } from "../../environments";
import { production } from "../../environments/production";
import { synthesize } from "../../synthesis/synthesize";
import { system } from "../../system";
import { emptyFolder } from "../support/folder";

const outdir = join(emptyFolder("output"), "cdktf.out");
synthesize({ system, environments, options: { environmentName: "production", verbose: false, findings: [] }, outdir });
const { output, findings } = readOutput(outdir);

describe("an output that is read back", () => {
  it("has the documents of all stacks, and beside them what people wrote", () => {
    expect(findings).toEqual([]);
    expect(output?.description?.environment).toBe("production");
    const shop = output?.description?.things.find(({ name, kind }) => name === "shop-api" && kind === "service");
    expect(shop?.objectives.availability).toBe("99.9 %");
    expect(shop?.facts.owner).toBe("storefront");
    expect(shop?.endpoints["/api/cart"]).toBe("GET, DELETE");
    expect(
      Object.entries(output?.description?.units ?? {})
        .filter(([uid]) => uid.includes("connections"))
        .map(([, unit]) => unit),
    ).toContain("ratio");
  });

  it("has every dashboard with its panels, and what each of them asks", () => {
    const red = dashboardsIn(output?.documents ?? []).find(({ uid }) => uid === "red-shop-api");
    expect(red?.folder).toBe("shop-api");
    expect(red?.panels.length).toBeGreaterThan(20);
    expect(
      red?.panels
        .flatMap(({ queries }) => queries)
        .every(({ datasource, text }) => datasource.uid !== "" && text !== ""),
    ).toBe(true);
  });

  it("has the tree of notification policies that was written", () => {
    expect(policiesIn(output?.documents ?? [])).toEqual(notificationPolicies(production.notifications, system));
  });

  it("is refused where a stack's document is missing or no JSON, and told of where only the description is, or is of another form", () => {
    writeFileSync(join(outdir, "stacks/platform/cdk.tf.json"), "<html>");
    const folder = emptyFolder("older");
    writeFileSync(join(folder, "manifest.json"), '{"stacks":{"a":{"synthesizedStackPath":"a.json"}}}');
    writeFileSync(join(folder, "a.json"), "{}");
    for (const older of ["[]", '{"things":[{"kind":"service","name":"a"}],"units":{}}', '{"services":[]}']) {
      writeFileSync(join(folder, "description.json"), older);
      const { output: read, findings: told } = readOutput(folder);
      expect([read?.description, told.map(({ id }) => id)]).toEqual([undefined, ["output-without-description"]]);
    }
    rmSync(join(outdir, "description.json"));
    expect(readOutput(outdir).findings.map(({ id }) => id)).toEqual(["output-broken"]);
    rmSync(join(outdir, "stacks/platform/cdk.tf.json"));
    expect(readOutput(outdir).findings.map(({ id }) => id)).toEqual(["output-missing"]);
    writeFileSync(join(outdir, "stacks/platform/cdk.tf.json"), "{}");
    expect(readOutput(outdir).findings.map(({ id, severity }) => [id, severity])).toEqual([
      ["output-without-description", "warning"],
    ]);
    expect(readOutput(join(outdir, "nowhere")).findings.map(({ id }) => id)).toEqual(["output-missing"]);
  });
});
